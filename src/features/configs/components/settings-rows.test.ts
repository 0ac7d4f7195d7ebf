import { expect, test } from "vitest";
import type { JsonObject } from "@/lib/json";
import { configOf, lockedOf, newRow, rowsOf } from "./settings-rows";

const config: JsonObject = {
  model: "claude-sonnet-5",
  cleanupPeriodDays: 20,
  language: "true",
  permissions: { deny: ["Bash(rm *)", "Read(./.env)"], disableBypassPermissionsMode: "disable" },
  env: { MAX_THINKING_TOKENS: "8000" },
};
const options = { groups: new Set(["permissions", "env"]), lockedPaths: ["model", "env.MCP_TIMEOUT"] };

test("rows say exactly what the settings say, texts that read like something else included", () => {
  const rows = rowsOf(config, options);

  expect(rows.map(({ path }) => path)).toContain("permissions.deny");
  expect(configOf(rows)).toEqual(config);
});

test("what was locked without being set here stays locked", () => {
  const rows = rowsOf(config, options);

  expect(lockedOf(rows, options.lockedPaths)).toEqual(["env.MCP_TIMEOUT", "model"]);
});

test("a row without a name is no setting", () => {
  expect(configOf([newRow()])).toEqual({});
});
