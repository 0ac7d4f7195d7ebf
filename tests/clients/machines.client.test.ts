import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { setOrganizationConfig } from "@/features/configs/server";
import { listDevices } from "@/features/devices/server";
import { Employee } from "./support/employee";
import { isIsolated } from "./support/sandbox";
import { Steward } from "./support/steward";

let steward: Steward;
beforeAll(async () => {
  steward = await Steward.start();
});
afterAll(() => steward.stop());

const FETCH = '[[tool:WebFetch {"url":"https://example.com","prompt":"read"}]]';
const jsonOf = (text: string): Record<string, unknown> => JSON.parse(text) as Record<string, unknown>;

// Each has a company and a machine of its own, so they run side by side.
describe.concurrent("a machine", () => {
  test("where only the person's own files can be written, the client is governed all the same, and the page says: advice", async () => {
    const employee = await Employee.hire(steward, { isEtcWritable: false });
    const settings = path.join(employee.machine.home, ".claude/settings.json");
    mkdirSync(path.dirname(settings));
    writeFileSync(settings, '{\n    "theme": "dark"\n}\n');

    const login = await employee.login();
    const answer = await employee.ask("hello");
    await employee.leave();

    expect(jsonOf(login.stdout)).toMatchObject({ protection: "user-level" });
    expect(login.stderr).toContain("sudo steward sync");
    expect(answer.text).toContain("You wrote: hello");
    expect(await listDevices(employee.actor, {})).toMatchObject([{ protection: "user-level" }]);
  });

  test.runIf(isIsolated)("what the machine's own managed file forbade stays forbidden after the sign-in", async () => {
    const employee = await Employee.hire(steward);
    const own = path.join(employee.machine.etc, "claude-code/managed-settings.json");
    mkdirSync(path.dirname(own));
    writeFileSync(own, JSON.stringify({ permissions: { deny: ["WebFetch"] }, env: { INTERNAL: "s3cret" } }));

    const login = await employee.login();
    const answer = await employee.ask(FETCH, { args: ["--allowedTools", "WebFetch"] });

    expect(jsonOf(login.stdout)).toMatchObject({ protection: "enforced", imported: ["permissions.deny"] });
    expect(answer.text).toContain("The tool was refused or failed");
    expect(readFileSync(own, "utf8")).toContain("INTERNAL");
    await employee.leave();
  });

  test.runIf(isIsolated)("a managed file that leads elsewhere is reported: nothing here holds the agent", async () => {
    const employee = await Employee.hire(steward);
    const other = path.join(employee.machine.etc, "claude-code/managed-settings.d/90-other.json");
    mkdirSync(path.dirname(other), { recursive: true });
    writeFileSync(other, '{"forceLoginMethod":"claudeai"}');

    const login = await employee.login();
    const doctor = await employee.cli(["doctor", "--json"]);
    await employee.leave();

    expect(jsonOf(login.stdout)).toMatchObject({ protection: "observed" });
    expect(doctor.code).toBe(1);
    expect(doctor.stdout).toContain("90-other.json");
  });

  test.runIf(isIsolated)("`sync --dry-run` tells and touches nothing; `sync` mends what was deleted", async () => {
    const employee = await Employee.signedIn(steward);
    const file = path.join(employee.machine.etc, "claude-code/managed-settings.d/50-steward.json");
    const { stdout: removed } = await employee.machine.run("rm", [
      "/etc/claude-code/managed-settings.d/50-steward.json",
    ]);

    const dry = await employee.cli(["sync", "--dry-run", "--json"]);
    const isThereAfterDryRun = existsSync(file);
    const wet = await employee.cli(["sync", "--json"]);
    const text = readFileSync(file, "utf8");
    await employee.leave();

    expect(removed).toBe("");
    expect(jsonOf(dry.stdout)).toMatchObject({
      dryRun: true,
      changes: [{ action: "create" }, { action: "unchanged" }],
    });
    expect(isThereAfterDryRun).toBe(false);
    expect(jsonOf(wet.stdout)).toMatchObject({
      changes: [{ action: "create" }, { action: "unchanged" }],
      protection: "enforced",
    });
    expect(text).toContain(steward.url);
  });

  test("a policy of a megabyte is taken, and its last rule binds", async () => {
    const employee = await Employee.signedIn(steward);
    const deny = Array.from({ length: 12_000 }, (_, index) => `Bash(${"x".repeat(70)}-${index}:*)`);
    await setOrganizationConfig(employee.owner, { config: { permissions: { deny: [...deny, "WebFetch"] } } });
    expect(JSON.stringify(deny).length).toBeGreaterThan(1_000_000);

    const answer = await employee.ask(FETCH, { args: ["--allowedTools", "WebFetch"] });
    await employee.leave();

    expect(answer.text).toContain("The tool was refused or failed");
  });
});
