import type { Json, JsonObject } from "@/lib/json";
import { isJsonObject } from "@/lib/json";
import { parsePath, pathText } from "@/lib/json-path";
import { DomainError } from "@/server/errors";
import { CLAUDE_CODE_GROUPS, CLAUDE_CODE_KEYS, type KeyClass } from "../../claude-code-keys";

/** No client should have to read more; what is served is larger only by what policies compile to. */
export const MAX_SETTINGS_BYTES = 4_000_000;
export const MAX_RULES = 20_000;

const REFUSED: Record<Exclude<KeyClass, "safe" | "restricting">, string> = {
  loosening:
    "it loosens what the agent may do, and that needs a second person's confirmation, which cannot be given yet",
  executing:
    "it runs something on people's machines, and that needs a second person's confirmation, which cannot be given yet",
  secret: "it would carry a credential to every machine; keep credentials under Settings, Providers",
  ours: "Steward writes it, from the policies and the organization's settings",
};

function refuse(path: readonly string[], why: string, remedy?: string): never {
  const field = `config.${pathText(path)}`;
  throw new DomainError("INVALID", `${pathText(path)}: ${why}.`, { field, ...(remedy !== undefined && { remedy }) });
}

/**
 * Refuses settings that may not be set, naming the key: unknown ones, those of a class that needs more than one person,
 * and values of the wrong kind. `isOverride` allows `null`, which takes away what a level above set.
 */
export function requireSettings(config: JsonObject, { isOverride }: { isOverride: boolean }): void {
  const bytes = Buffer.byteLength(JSON.stringify(config));
  if (bytes > MAX_SETTINGS_BYTES) {
    throw new DomainError(
      "LIMIT_EXCEEDED",
      `These settings are ${bytes} bytes; at most ${MAX_SETTINGS_BYTES} are served.`,
      {
        field: "config",
      },
    );
  }
  for (const [key, value] of Object.entries(config)) {
    if (CLAUDE_CODE_GROUPS.has(key)) {
      if (!isJsonObject(value)) refuse([key], "give an object", "Leave it out to set nothing.");
      for (const [inner, innerValue] of Object.entries(value)) requireKey([key, inner], innerValue, isOverride);
    } else {
      requireKey([key], value, isOverride);
    }
  }
  requireFewRules(config);
}

function requireKey(path: string[], value: Json, isOverride: boolean): void {
  const spec = CLAUDE_CODE_KEYS.get(path.join("."));
  if (!spec && path[0] === "env") {
    refuse(path, "this environment variable could decide what runs, so it cannot be set yet");
  }
  if (!spec) refuse(path, "Claude Code has no setting of this name that Steward knows", "Check the spelling.");
  if (spec.class !== "safe" && spec.class !== "restricting") refuse(path, REFUSED[spec.class]);
  if (value === null) {
    if (!isOverride) refuse(path, "the organization's base has nothing below it to take away", "Leave the key out.");
    if (spec.joining !== "replace") refuse(path, "a level below cannot take away what restricts");
    return;
  }
  const parsed = spec.shape.safeParse(value);
  if (!parsed.success) refuse(path, parsed.error.issues[0]?.message ?? "not of the right kind");
}

/** The lists of rules in a document, together; the client reads each at every tool call. */
function requireFewRules({ permissions }: JsonObject): void {
  if (!isJsonObject(permissions)) return;
  const rules = ["allow", "ask", "deny"].reduce((sum, list) => {
    const entries = permissions[list];
    return sum + (Array.isArray(entries) ? entries.length : 0);
  }, 0);
  if (rules <= MAX_RULES) return;
  throw new DomainError(
    "LIMIT_EXCEEDED",
    `These settings have ${rules} permission rules; at most ${MAX_RULES} are served.`,
    {
      field: "config.permissions",
    },
  );
}

/** Refuses paths that are none, and an override that touches what a level above has locked. */
export function requireLockedPaths(lockedPaths: readonly string[]): void {
  lockedPaths.forEach((path, at) => {
    if (parsePath(path) === null) {
      throw new DomainError("INVALID", `${path} is not the path of a setting.`, {
        field: `lockedPaths.${at}`,
        remedy: "Write it like permissions.deny.",
      });
    }
  });
}
