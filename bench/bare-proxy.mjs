import { Agent, createServer, request as send } from "node:http";

/** The least that a proxy in Node can do: pipe there, pipe back. No key, no rule, no budget, no record. */
const [upstreamPort = "0"] = process.argv.slice(2);
const agent = new Agent({ keepAlive: true, maxSockets: 1_000 });

const server = createServer((request, response) => {
  const { host: _host, ...headers } = request.headers;
  const target = {
    host: "127.0.0.1",
    port: Number(upstreamPort),
    method: request.method,
    path: request.url,
    headers,
    agent,
  };
  const upstream = send(target, (answer) => {
    response.writeHead(answer.statusCode ?? 502, answer.headers);
    answer.pipe(response);
  });
  upstream.once("error", () => response.destroy());
  request.pipe(upstream);
});
server.listen(0, "127.0.0.1", () => {
  process.send?.({ port: server.address().port });
});
