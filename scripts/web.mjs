/**
 * The web process: Next's own request handler behind a listener of ours, which writes down the address of whoever
 * connects. Next believes an `x-forwarded-for` that the caller made up, and attempts are counted by address.
 */
import { createServer } from "node:http";
import process from "node:process";
import next from "next";
import { root } from "./bootstrap/machine.mjs";

const port = Number(process.env.PORT ?? 3000);
const hostname = process.env.STEWARD_BIND ?? "127.0.0.1";

const app = next({ dir: root, dev: false, hostname, port });
await app.prepare();
const handle = app.getRequestHandler();

const server = createServer((request, response) => {
  const forwarded = request.headers["x-forwarded-for"];
  const chain = [forwarded, request.socket.remoteAddress].flat().filter((part) => part !== undefined && part !== "");
  request.headers["x-forwarded-for"] = chain.join(", ");
  void handle(request, response);
});
// Longer than what balancers keep connections open for, so that they end them and not we.
server.keepAliveTimeout = 65_000;
server.on("error", (error) => {
  console.error(`The web cannot listen on ${hostname}:${port}: ${error.message}`);
  process.exit(1);
});
server.listen(port, hostname);

process.on("SIGTERM", () => {
  server.close(() => process.exit(0));
  server.closeIdleConnections();
  setTimeout(() => process.exit(0), 5_000).unref();
});
process.on("SIGINT", () => process.emit("SIGTERM"));
