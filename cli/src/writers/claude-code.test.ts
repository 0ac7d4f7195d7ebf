import { chmodSync, lstatSync, mkdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import path from "node:path";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { SyncClientV1 } from "@/contracts/sync";
import { canonicalJson, type JsonObject } from "@/lib/json";
import { filesBelow, newMachine, type TestMachine } from "../../test/machine";
import { applyChange } from "./changes";
import { placeSettings, planSignIn, readProtection, userSettingsFile } from "./claude-code";

const GATEWAY = "https://gw.corp.example";
const OURS = { forceLoginMethod: "gateway", forceLoginGatewayUrl: GATEWAY };
const CLIENT: SyncClientV1 = {
  client: "claude-code",
  isEnabled: true,
  minimumVersion: "2.1.300",
  managedFile: { name: "50-steward.json", content: OURS },
  userSettings: OURS,
  settingsChecksum: `sha256:${"b".repeat(64)}`,
};
const SIGN_IN = {
  ...{
    gatewayUrl: GATEWAY,
    fingerprint: "00",
    accessToken: "sta_1",
    refreshToken: "str_1",
    expiresAtMs: 1,
    email: null,
  },
  ...{ tokenEndpoint: `${GATEWAY}/oauth/token`, revocationEndpoint: `${GATEWAY}/oauth/revoke` },
};

/** A machine whose administrator's folder this process may not write, root or not. */
function newPersonsMachine(): TestMachine {
  const managedDir = process.getuid?.() === 0 ? "/sys/claude-code" : "/claude-code";
  return { ...newMachine(), managedDir };
}

function givenSettings(machine: TestMachine, text: string, mode = 0o600): string {
  const file = userSettingsFile(machine);
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, text);
  chmodSync(file, mode);
  return file;
}

describe("where only an administrator may write", () => {
  test("the person's own settings get our two keys, and nothing else is written anywhere", () => {
    const machine = newPersonsMachine();

    const changes = placeSettings(machine, CLIENT, false);

    expect(changes).toMatchObject([{ action: "create", keys: ["forceLoginMethod", "forceLoginGatewayUrl"] }]);
    expect(filesBelow(machine.folder)).toMatchObject([{ file: "home/.claude/settings.json", mode: "600" }]);
    expect(readProtection(machine, GATEWAY)).toMatchObject({ level: "user-level" });
  });

  test("whatever the file held stays, and a second time changes nothing", () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (held) => {
        const machine = newPersonsMachine();
        const file = givenSettings(machine, JSON.stringify(held));

        placeSettings(machine, CLIENT, false);

        const after = JSON.parse(readFileSync(file, "utf8")) as JsonObject;
        const { forceLoginMethod, forceLoginGatewayUrl, ...rest } = after;
        const {
          forceLoginMethod: _,
          forceLoginGatewayUrl: __,
          ...before
        } = JSON.parse(JSON.stringify(held)) as JsonObject;
        expect({ forceLoginMethod, forceLoginGatewayUrl }).toEqual(OURS);
        expect(canonicalJson(rest)).toBe(canonicalJson(before));
        expect(placeSettings(machine, CLIENT, false)).toMatchObject([{ action: "unchanged" }]);
        expect(filesBelow(machine.folder).map((found) => found.file)).toEqual(["home/.claude/settings.json"]);
      }),
      { numRuns: 40 },
    );
  });

  test("mode and indentation are the person's", () => {
    const machine = newPersonsMachine();
    const file = givenSettings(machine, '{\n\t"theme": "dark"\n}\n', 0o640);

    placeSettings(machine, CLIENT, false);

    expect((statSync(file).mode & 0o777).toString(8)).toBe("640");
    expect(readFileSync(file, "utf8")).toContain('\n\t"theme": "dark",\n\t"forceLoginMethod"');
  });

  test("settings kept elsewhere behind a link are written there, and the link stays", () => {
    const machine = newPersonsMachine();
    const dotfile = path.join(machine.folder, "dotfiles.json");
    writeFileSync(dotfile, '{"theme":"dark"}');
    mkdirSync(machine.claudeDir);
    symlinkSync(dotfile, userSettingsFile(machine));

    placeSettings(machine, CLIENT, false);

    expect(lstatSync(userSettingsFile(machine)).isSymbolicLink()).toBe(true);
    expect(JSON.parse(readFileSync(dotfile, "utf8"))).toEqual({ theme: "dark", ...OURS });
  });

  test.each(["{", "[]", '"text"', "", "{'a':1}"])("a file that holds %j is never written over", (text) => {
    const machine = newPersonsMachine();
    const file = givenSettings(machine, text);

    expect(() => placeSettings(machine, CLIENT, false)).toThrow(file);
    expect(readFileSync(file, "utf8")).toBe(text);
  });
});

describe("where we may write for the administrator", () => {
  test("our file alone is written, and the person's settings lose our keys: one place says it", () => {
    const machine = newMachine();
    const file = givenSettings(machine, JSON.stringify({ theme: "dark", ...OURS }));

    const changes = placeSettings(machine, CLIENT, false);

    expect(changes.map(({ action }) => action)).toEqual(["create", "update"]);
    expect(JSON.parse(readFileSync(file, "utf8"))).toEqual({ theme: "dark" });
  });

  test("another managed file that leads elsewhere is not overruled silently", () => {
    const machine = newMachine();
    mkdirSync(path.join(machine.managedDir, "managed-settings.d"), { recursive: true });
    placeSettings(machine, CLIENT, false);
    const later = path.join(machine.managedDir, "managed-settings.d/90-other.json");
    writeFileSync(later, JSON.stringify({ forceLoginGatewayUrl: "https://other.example" }));

    const { level, reason } = readProtection(machine, GATEWAY);

    expect(level).toBe("observed");
    expect(reason).toContain(later);
  });

  test("a file that others may change is advice, whoever wrote it", () => {
    const machine = newMachine();
    placeSettings(machine, CLIENT, false);
    chmodSync(path.join(machine.managedDir, "managed-settings.d/50-steward.json"), 0o666);

    expect(readProtection(machine, GATEWAY)).toMatchObject({ level: "user-level" });
  });
});

test("secrets are never written through a link", () => {
  const machine = newMachine();
  const elsewhere = path.join(machine.folder, "shared.json");
  writeFileSync(elsewhere, "{}");
  mkdirSync(machine.claudeDir);
  symlinkSync(elsewhere, path.join(machine.claudeDir, ".credentials.json"));

  expect(() => applyChange(planSignIn(machine, SIGN_IN))).toThrow("symbolic link");
  expect(readFileSync(elsewhere, "utf8")).toBe("{}");
});

test("a credentials file that others could read is closed to them", () => {
  const machine = newMachine();
  mkdirSync(machine.claudeDir);
  const file = path.join(machine.claudeDir, ".credentials.json");
  writeFileSync(file, "{}", { mode: 0o644 });

  applyChange(planSignIn(machine, SIGN_IN));

  expect((statSync(file).mode & 0o777).toString(8)).toBe("600");
});
