import { afterAll, beforeAll, expect, test } from "vitest";
import { auditTrail } from "@/test/factories";
import { type ModelGateway, newCaller, startModelGateway } from "@/test/model-gateway";

let gateway: ModelGateway;
beforeAll(async () => {
  gateway = await startModelGateway();
});
afterAll(async () => {
  await gateway.stop();
});

const decision = JSON.stringify({
  resourceLogs: [
    {
      scopeLogs: [
        {
          logRecords: [
            {
              attributes: [
                { key: "event.name", value: { stringValue: "tool_decision" } },
                { key: "tool_name", value: { stringValue: "Bash" } },
                { key: "decision", value: { stringValue: "reject" } },
              ],
            },
          ],
        },
      ],
    },
  ],
});

test("what an agent reports is kept as the device's own word", async () => {
  const caller = await newCaller();

  const reply = await gateway.post("/v1/logs", decision, { authorization: `Bearer ${caller.token}` });

  expect(reply).toMatchObject({ status: 200 });
  const trail = await auditTrail(caller.org);
  expect(trail.filter(({ eventType }) => eventType === "client.tool_decision")).toMatchObject([
    { trust: "DEVICE", employeeId: caller.person.id, payload: { tool_name: "Bash", decision: "reject" } },
  ]);
});

test("telemetry never stops an agent: 200 for strangers, nonsense, metrics and traces", async () => {
  const caller = await newCaller();
  const bearer = { authorization: `Bearer ${caller.token}` };

  const replies = await Promise.all([
    gateway.post("/v1/logs", decision),
    gateway.post("/v1/logs", "nonsense", bearer),
    gateway.post("/v1/logs", Buffer.from([0xff, 0xff]), { ...bearer, "content-type": "application/x-protobuf" }),
    gateway.post("/v1/metrics", "{}", bearer),
    gateway.post("/v1/traces", "{}", bearer),
  ]);

  expect(replies.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200]);
  expect(replies[2].headers["content-type"]).toBe("application/x-protobuf");
  expect((await auditTrail(caller.org)).filter(({ eventType }) => eventType.startsWith("client."))).toEqual([]);
});
