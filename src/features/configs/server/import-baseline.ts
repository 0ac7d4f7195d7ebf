import { z } from "zod";
import { SyncBaselineV1, type SyncBaselineAnswerV1 } from "@/contracts/sync";
import type { Identity } from "@/features/devices/server";
import { newId } from "@/lib/ids";
import { type Json, type JsonObject, canonicalJson, isJsonObject } from "@/lib/json";
import { pathText } from "@/lib/json-path";
import { mergeLayers } from "@/lib/merge";
import { systemCommand } from "@/server/system-command";
import { CLAUDE_CODE_GROUPS, CLAUDE_CODE_KEYS, joiningOf } from "../claude-code-keys";
import { findAgent, storedObject } from "./internal/read-config";
import { jsonColumn } from "./internal/write-level";

/**
 * Takes over what a machine's own managed file restricted, before Steward's document shadows that file: the person's
 * configuration gets those restrictions added, so that signing in never makes anybody less restricted. Only what
 * restricts is taken; a token configures nothing else. Sending the same again changes nothing.
 */
export function importBaseline(
  identity: Pick<Identity, "orgId" | "employeeId" | "deviceId">,
  input: z.input<typeof SyncBaselineV1>,
): Promise<SyncBaselineAnswerV1> {
  const { orgId, employeeId, deviceId } = identity;
  return importRestrictions({ ...input, orgId, employeeId, deviceId });
}

const importRestrictions = systemCommand({
  name: "config.set_employee",
  input: SyncBaselineV1.extend({ orgId: z.uuid(), employeeId: z.uuid(), deviceId: z.uuid().nullable() }),
  async run({ db, input: { orgId, employeeId, deviceId, client, settings } }) {
    const { restrictions, imported, ignored } = pickRestrictions(settings);
    const agent = await findAgent(db, client);
    const where = { orgId, employeeId, agentCatalogId: agent.id };
    const row = await db.employeeAgentConfig.findFirst({ where, select: { id: true, configOverride: true } });
    const before = storedObject(row?.configOverride);
    const layers = [before, restrictions].map((config) => ({ config, lockedPaths: [] }));
    const after = mergeLayers(layers, joiningOf).config;
    const result = { imported, ignored };
    if (canonicalJson(after) === canonicalJson(before)) return { result, audit: null };
    const data = { configOverride: jsonColumn(after) };
    if (row) await db.employeeAgentConfig.update({ where: { id: row.id }, data });
    else await db.employeeAgentConfig.create({ data: { id: newId(), ...where, ...data, name: agent.name } });
    return {
      result,
      audit: {
        orgId,
        employeeId,
        targetType: "employee_agent_config",
        targetId: employeeId,
        before: { config: before },
        after: { config: after, importedFromDevice: deviceId },
      },
    };
  },
});

type Picked = { restrictions: JsonObject; imported: string[]; ignored: string[] };

/** The keys that restrict, of the right kind; all else is named and left out. */
function pickRestrictions(settings: JsonObject): Picked {
  const picked: Picked = { restrictions: {}, imported: [], ignored: [] };
  const take = (path: [string, ...string[]], value: Json): boolean => {
    const spec = CLAUDE_CODE_KEYS.get(path.join("."));
    const isTaken = spec?.class === "restricting" && spec.shape.safeParse(value).success;
    (isTaken ? picked.imported : picked.ignored).push(pathText(path));
    return isTaken;
  };
  for (const [key, value] of Object.entries(settings)) {
    if (!CLAUDE_CODE_GROUPS.has(key) || !isJsonObject(value)) {
      if (take([key], value)) picked.restrictions[key] = value;
      continue;
    }
    const taken = Object.entries(value).filter(([inner, innerValue]) => take([key, inner], innerValue));
    if (taken.length > 0) picked.restrictions[key] = Object.fromEntries(taken);
  }
  return picked;
}
