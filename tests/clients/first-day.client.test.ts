import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { listDevices } from "@/features/devices/server";
import { systemPool } from "@/server/system-db";
import { auditTrail } from "@/test/factories";
import { CLAUDE_VERSION, claudeProgram, openClaude } from "./support/claude-code";
import { Employee } from "./support/employee";
import { isIsolated, PROTECTION } from "./support/sandbox";
import { Steward } from "./support/steward";

let steward: Steward;
let employee: Employee;

beforeAll(async () => {
  await claudeProgram();
  steward = await Steward.start();
  employee = await Employee.hire(steward);
});
afterAll(async () => {
  await employee.leave();
  await steward.stop();
});

const charged = () => steward.emulator.journal().flatMap(({ charged }) => (charged ? [charged] : []));

test("`steward login` signs the person's Claude Code in, and says what protects it", async () => {
  const { code, stdout, stderr } = await employee.login();

  expect(stderr).toMatch(/confirm that it shows this code: [A-Z]{4}-[A-Z]{4}/);
  expect(code).toBe(0);
  expect(JSON.parse(stdout)).toMatchObject({
    person: { email: employee.actor.email },
    organization: { name: "Acme Robotics" },
    claudeCode: true,
    protection: PROTECTION,
  });
  const mode = statSync(path.join(employee.machine.home, ".claude/.credentials.json")).mode & 0o777;
  expect(mode.toString(8)).toBe("600");
});

test.runIf(isIsolated)("one file is the administrator's, and says to which gateway the client belongs", () => {
  const folder = path.join(employee.machine.etc, "claude-code/managed-settings.d");

  expect(readdirSync(folder)).toEqual(["50-steward.json"]);
  expect(readFileSync(path.join(folder, "50-steward.json"), "utf8")).toContain(
    `"forceLoginGatewayUrl": "${steward.url}"`,
  );
});

test("the unmodified client starts signed in, takes its settings and gets its answer through the gateway", async () => {
  const answer = await employee.ask("hello");

  expect(answer.text).toMatch(/stand-in for Anthropic.*You wrote: hello/);
  expect(answer.isError).toBe(false);
  expect(answer.debug).toContain("Remote settings: Fetched successfully");
});

test("each call is booked to the token, as the vendor charged it", async () => {
  await employee.ask('[[tool:Bash {"command":"echo hi"}]]', { args: ["--allowedTools", "Bash(echo:*)"] });

  const sum = (read: (usage: ReturnType<typeof charged>[number]) => number): number =>
    charged().reduce((total, usage) => total + read(usage), 0);
  await expect
    .poll(() => ledger(employee), { timeout: 10_000 })
    .toEqual({
      input_tokens: sum((usage) => usage.input_tokens),
      output_tokens: sum((usage) => usage.output_tokens),
      cache_read_tokens: sum((usage) => usage.cache_read_input_tokens),
      cache_write_5m_tokens: sum((usage) => usage.cache_creation.ephemeral_5m_input_tokens),
      cache_write_1h_tokens: sum((usage) => usage.cache_creation.ephemeral_1h_input_tokens),
    });
  expect(charged().length).toBeGreaterThanOrEqual(3);
});

test("no credential of the person's reaches the vendor", () => {
  const file = path.join(employee.machine.home, ".claude/.credentials.json");
  const { enterpriseGateway } = JSON.parse(readFileSync(file, "utf8")) as { enterpriseGateway: { jwt: string } };

  const journal = JSON.stringify(steward.emulator.journal());
  expect(journal).not.toContain(enterpriseGateway.jwt);
  expect(new Set(steward.emulator.journal().flatMap(({ credentials }) => Object.keys(credentials)))).toEqual(
    new Set(["x-api-key"]),
  );
});

test("the Devices page knows the machine, its client, its protection and the settings it really runs", async () => {
  const sync = JSON.parse((await employee.cli(["status", "--json"])).stdout) as { settingsChecksum: string };

  const list = async () => listDevices(employee.actor, {});
  await expect.poll(list, { timeout: 10_000 }).toMatchObject([
    {
      protection: PROTECTION,
      clients: [{ name: "claude-code", version: CLAUDE_VERSION }],
      cliVersion: "0.1.0",
      appliedBundle: sync.settingsChecksum,
    },
  ]);
});

test.runIf(process.platform === "linux")(
  "in a terminal the person agrees to the settings once; from then on the client only asks whether they changed",
  async () => {
    const session = openClaude(employee.machine);
    await expect.poll(() => session.shown(), { timeout: 30_000 }).toContain("Managedsettingsrequireapproval");
    const kept = path.join(employee.machine.home, ".claude/remote-settings.json");
    const agree = (): boolean => {
      // A key that comes while the screen is still being drawn is lost.
      if (!existsSync(kept)) session.type("\r");
      return existsSync(kept);
    };
    await expect.poll(agree, { timeout: 30_000, interval: 1_500 }).toBe(true);
    await session.end();

    const answer = await employee.ask("hello");
    const status = await employee.cli(["status", "--json"]);

    expect(answer.debug).toContain("Remote settings: Using cached settings (304)");
    expect(answer.text).toContain("You wrote: hello");
    expect(JSON.parse(status.stdout)).toMatchObject({ isCurrent: true });
  },
);

test("the log tells the sign-in and the calls", async () => {
  const types = (await auditTrail(employee.org)).map(({ eventType }) => eventType);

  expect(types).toEqual(expect.arrayContaining(["device.approve", "device.signed_in", "model.call"]));
});

test("`steward doctor` finds nothing wrong, and `status` says who", async () => {
  const doctor = await employee.cli(["doctor", "--json"]);
  const status = await employee.cli(["status"]);

  expect(JSON.parse(doctor.stdout)).toMatchObject({ healthy: true });
  expect(doctor.code).toBe(0);
  expect(status.stdout).toContain(`Person      Robin Doe (${employee.actor.email})`);
});

test("after `steward logout` the machine has no access", async () => {
  const { code } = await employee.cli(["logout"]);
  const answer = await employee.ask("hello");

  expect(code).toBe(0);
  expect(answer.code).toBe(1);
  expect(answer.text).toMatch(/not (logged|signed) in/i);
  expect(existsSync(path.join(employee.machine.etc, "claude-code/managed-settings.d/50-steward.json"))).toBe(
    isIsolated,
  );
  expect(await listDevices(employee.actor, {})).toEqual([]);
});

async function ledger({ org }: Employee): Promise<Record<string, number>> {
  const { rows } = await systemPool().query<{ component: string; quantity: string }>(
    `select i.component_type as component, sum(l.raw_quantity)::text as quantity
     from usage_logs l join integration_registry i on i.id = l.sku_id where l.org_id = $1 group by 1`,
    [org.id],
  );
  const zero = {
    input_tokens: 0,
    output_tokens: 0,
    cache_read_tokens: 0,
    cache_write_5m_tokens: 0,
    cache_write_1h_tokens: 0,
  };
  return { ...zero, ...Object.fromEntries(rows.map(({ component, quantity }) => [component, Number(quantity)])) };
}
