import type { Prisma } from "@/generated/prisma/client";
import { newId } from "@/lib/ids";
import type { JsonObject } from "@/lib/json";
import { mergeLayers } from "@/lib/merge";
import type { OrgDb } from "@/server/db";
import { DomainError } from "@/server/errors";
import { joiningOf } from "../../claude-code-keys";
import type { Level } from "../resolve";

/** What a level says, as the log keeps it and pages show it. */
export type LevelView = {
  config: JsonObject;
  lockedPaths: string[];
  isEnabled: boolean;
  systemPrompt: string | null;
  updatedAt: Date | null;
};

/** Throws STALE when the level changed since the editor saw it. Undefined: nobody checks. */
export function requireBasedOn(basedOn: Date | null | undefined, updatedAt: Date | null): void {
  if (basedOn === undefined || basedOn?.getTime() === updatedAt?.getTime()) return;
  throw new DomainError("STALE", "Somebody changed this meanwhile.", { remedy: "Reload the page and try again." });
}

/**
 * Refuses an override that would say something in vain, naming the path: a level above locked it, or it would take back
 * what restricts. Said now, rather than found out later.
 */
export function requireHeard(above: readonly Level[], config: JsonObject): void {
  const layers = [...above, { config, lockedPaths: [] }];
  const [vain] = mergeLayers(layers, joiningOf).ignored.filter(({ layer }) => layer === above.length);
  if (!vain) return;
  const holder = above.find(({ lockedPaths }) => lockedPaths.some((lock) => vain.path.startsWith(lock)));
  const why = holder
    ? `${holder.name} has locked this`
    : "a level above already restricts this, and a level below cannot take that back";
  throw new DomainError("INVALID", `${vain.path}: ${why}.`, {
    field: `config.${vain.path}`,
    remedy: "Leave the key out, or change it at the level above.",
  });
}

type PromptScope = { teamId: string | null; employeeId: string | null; agentCatalogId: string };

/** The level's own instruction for the agent, null where there is none. */
export async function readLevelPrompt(db: OrgDb, scope: PromptScope): Promise<string | null> {
  const row = await db.systemPrompt.findFirst({ where: scope, select: { prompt: true }, orderBy: { id: "asc" } });
  return row?.prompt ?? null;
}

/** Sets it; null or empty takes it away; undefined leaves it. */
export async function writeLevelPrompt(
  db: OrgDb,
  scope: PromptScope,
  prompt: string | null | undefined,
): Promise<void> {
  if (prompt === undefined) return;
  if (prompt === null || prompt === "") {
    await db.systemPrompt.deleteMany({ where: scope });
    return;
  }
  const { count } = await db.systemPrompt.updateMany({ where: scope, data: { prompt } });
  if (count === 0) await db.systemPrompt.create({ data: { id: newId(), ...scope, prompt } });
}

/** Our JSON is Prisma's: both are what `JSON.parse` makes. */
export function jsonColumn(value: JsonObject): Prisma.InputJsonObject {
  return value;
}
