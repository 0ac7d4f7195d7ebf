/**
 * Two halves of a bridge over a socket file, by which a program without a network reaches one port of this machine:
 * `inside PORT SOCKET` listens on the sandbox's own 127.0.0.1:PORT and hands each connection to the socket file.
 */
import net from "node:net";

const [port, socketFile] = process.argv.slice(2);
const server = net.createServer((client) => {
  const bridge = net.connect(socketFile);
  client.pipe(bridge).pipe(client);
  client.on("error", () => bridge.destroy());
  bridge.on("error", () => client.destroy());
});
server.listen(Number(port), "127.0.0.1", () => process.stdout.write("ready\n"));
