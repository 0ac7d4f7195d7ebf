import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, expect, test } from "vitest";
import { installationHealth } from "./health";
import { systemPool } from "./system-db";

let gateway: Server;
beforeAll(async () => {
  gateway = createServer((_request, response) => response.end("{}"));
  await new Promise<void>((resolve) => gateway.listen(0, "127.0.0.1", resolve));
  process.env.STEWARD_GATEWAY_URL = `http://127.0.0.1:${String((gateway.address() as AddressInfo).port)}`;
});
afterAll(() => gateway.close());

test("health tells each part apart: a worker without a living lease is down", async () => {
  expect(await installationHealth()).toEqual({
    status: "degraded",
    checks: { database: "ok", worker: "down", gateway: "ok" },
  });

  await systemPool().query(
    "insert into worker_leases (name, holder, expires_at) values ('worker/a', 'a', now() + interval '1 minute'), ('worker/b', 'b', now() - interval '1 second')",
  );

  expect(await installationHealth()).toMatchObject({ status: "ok", checks: { worker: "ok" } });
});

test("a gateway that does not answer is down", async () => {
  gateway.closeAllConnections();
  await new Promise((resolve) => gateway.close(resolve));

  expect(await installationHealth()).toMatchObject({ status: "degraded", checks: { gateway: "down" } });
});
