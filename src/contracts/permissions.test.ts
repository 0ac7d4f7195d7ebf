import fc from "fast-check";
import { expect, test } from "vitest";
import {
  ABILITIES,
  SCOPES,
  SYSTEM_ROLES,
  coversAll,
  isWiderScope,
  parsePermission,
  parsePermissions,
} from "./permissions";

test("a permission without a suffix reaches the whole organization", () => {
  expect(parsePermission("employee:read")).toEqual({ ability: "employee:read", scope: "org" });
});

test("what is not a permission of ours grants nothing", () => {
  for (const text of [
    "",
    "*",
    "employee",
    "employee:",
    "employee:*",
    "employee:read:all",
    "employee:read:org:x",
    "x:y",
  ]) {
    expect(parsePermission(text), text).toBeNull();
  }
  expect(parsePermissions(["*", "employee:*"]).size).toBe(0);
});

test("no text makes the parser throw or grant an ability that is not listed", () => {
  fc.assert(
    fc.property(fc.array(fc.string()), (texts) => {
      for (const ability of parsePermissions(texts).keys()) expect(ABILITIES).toContain(ability);
    }),
  );
});

test("the widest scope held counts, in whatever order the role lists them", () => {
  const held = fc.array(fc.constantFrom(...SCOPES), { minLength: 1 });
  fc.assert(
    fc.property(held, (scopes) => {
      const granted = parsePermissions(scopes.map((scope) => `device:read:${scope}`)).get("device:read");
      expect(scopes.some((scope) => granted !== undefined && isWiderScope(scope, granted))).toBe(false);
      expect(scopes).toContain(granted);
    }),
  );
});

test("every permission of the system roles is one of ours", () => {
  for (const role of SYSTEM_ROLES) {
    for (const text of role.permissions) expect(parsePermission(text), `${role.key} ${text}`).not.toBeNull();
  }
});

test("an owner covers every role of a company, and a manager covers no owner", () => {
  const grants = new Map(SYSTEM_ROLES.map((role) => [role.key, parsePermissions(role.permissions)]));
  const of = (key: string) => grants.get(key) ?? new Map();
  for (const key of ["manager", "builder", "developer", "viewer"])
    expect(coversAll(of("owner"), of(key)), key).toBe(true);
  expect(coversAll(of("manager"), of("owner"))).toBe(false);
});
