import { AcknowledgeSettingsInput } from "@/features/devices";
import { acknowledgeSettings, describeIdentity } from "@/features/devices/server";
import { parseInput } from "@/server/errors";
import { readJson } from "@/server/http";
import { authenticated } from "../authenticated";
import { newRoutes } from "../context";
import { identify } from "../identity";

const ACK_BYTES = 65_536;

/** `GET /api/v1/me`: whose token this is, for any token of ours. `POST /api/v1/sync/ack`: what the machine now runs. */
export const identityRoutes = newRoutes()
  .get("/api/v1/me", async (c) => c.json(await describeIdentity(await identify(c.req.raw.headers))))
  .post("/api/v1/sync/ack", authenticated("activity:report"), async (c) => {
    const report = parseInput(AcknowledgeSettingsInput, await readJson(c.req.raw, { maxBytes: ACK_BYTES }));
    const known = await acknowledgeSettings(c.var.identity, report);
    return c.json({ device_id: known.deviceId, checksum: known.appliedBundle, protection: known.protection });
  });
