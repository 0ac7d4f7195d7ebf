import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { newGateway, type StandIn } from "../../test/gateway";
import { filesBelow, listen, newMachine, type TestMachine } from "../../test/machine";
import { doctor } from "./doctor";
import { login } from "./login";
import { logout } from "./logout";
import { status } from "./status";
import { sync } from "./sync";
import { token } from "./token";

const OPTIONS = { browser: false };
const jsonOf = (text: string): Record<string, unknown> => JSON.parse(text) as Record<string, unknown>;

async function signedIn(machine: TestMachine = newMachine()): Promise<{ machine: TestMachine; gateway: StandIn }> {
  const gateway = await newGateway();
  await login({ machine, io: listen().io }, gateway.url, OPTIONS);
  return { machine, gateway };
}

describe("login", () => {
  test("shows the code, then signs both programs in and says which protection that gives", async () => {
    const gateway = await newGateway();
    const [machine, heard] = [newMachine(), listen()];

    await login({ machine, io: heard.io }, gateway.url, OPTIONS);

    expect(heard.stderr()).toContain("BCDF-GHJK");
    expect(heard.stderr()).toContain(`${gateway.url}/device?code=BCDF-GHJK`);
    expect(jsonOf(heard.stdout())).toMatchObject({
      person: { email: "robin@acme.test" },
      claudeCode: true,
      changes: [{ action: "create" }, { action: "unchanged" }],
    });
    const files = filesBelow(machine.folder);
    expect(files.map(({ file, mode }) => [file, mode])).toEqual([
      ["etc/claude-code/managed-settings.d/50-steward.json", "644"],
      ["home/.claude/.credentials.json", "600"],
      ["home/.config/steward/session.json", "600"],
      ["home/.config/steward/sync.json", "600"],
    ]);
    expect(files[1]?.text).toContain("sta_claude");
    expect(files[2]?.text).toContain("sta_cli");
  });

  test("tells the gateway what the machine is, and afterwards what it runs", async () => {
    const { gateway } = await signedIn();

    const form = new URLSearchParams(gateway.seen.find(({ path }) => path.endsWith("device_authorization"))?.body);
    expect(form.get("surface")).toBe("steward_cli");
    expect(form.get("hostname")).toBe("test-laptop");
    const ack = jsonOf(gateway.seen.at(-1)?.body ?? "");
    expect(ack).toMatchObject({ protection: process.getuid?.() === 0 ? "enforced" : "user-level", clients: [] });
  });

  test("waits while nobody has decided, and goes slower when told to", async () => {
    const gateway = await newGateway();
    const good = gateway.on["POST /oauth/token"];
    const answers = ["authorization_pending", "authorization_pending"];
    gateway.on["POST /oauth/token"] = (seen) => {
      const error = answers.shift();
      return error === undefined && good ? good(seen) : { status: 400, body: { error } };
    };

    await login({ machine: newMachine(), io: listen().io }, gateway.url, OPTIONS);

    expect(gateway.seen.filter(({ path }) => path === "/oauth/token")).toHaveLength(3);
  });

  test("a denial is said as one, and leaves nothing behind", async () => {
    const gateway = await newGateway();
    gateway.on["POST /oauth/token"] = () => ({ status: 400, body: { error: "access_denied" } });
    const machine = newMachine();

    await expect(login({ machine, io: listen().io }, gateway.url, OPTIONS)).rejects.toMatchObject({ code: "DENIED" });
    expect(filesBelow(machine.folder)).toEqual([]);
  });

  test("a broken file is found before anyone approves anything, named, and left as it is", async () => {
    const gateway = await newGateway();
    const machine = newMachine();
    mkdirSync(machine.claudeDir);
    const file = path.join(machine.claudeDir, ".credentials.json");
    writeFileSync(file, '{"claudeAiOauth": {"accessToken": "mine"');

    const attempt = login({ machine, io: listen().io }, gateway.url, OPTIONS);

    await expect(attempt).rejects.toMatchObject({ code: "BROKEN_FILE", message: expect.stringContaining(file) });
    await expect(attempt).rejects.toMatchObject({ remedy: expect.stringContaining("left as it is") });
    expect(readFileSync(file, "utf8")).toBe('{"claudeAiOauth": {"accessToken": "mine"');
    expect(gateway.seen.map(({ path }) => path)).not.toContain("/oauth/device_authorization");
  });

  test("what the machine's own managed file restricts is handed over before it is shadowed", async () => {
    const gateway = await newGateway();
    const machine = newMachine();
    mkdirSync(machine.managedDir, { recursive: true });
    const own = { permissions: { deny: ["WebFetch"] }, env: { SECRET: "s" }, hooks: { PreToolUse: [] } };
    writeFileSync(path.join(machine.managedDir, "managed-settings.json"), JSON.stringify(own));
    const heard = listen();

    await login({ machine, io: heard.io }, gateway.url, OPTIONS);

    const handed = gateway.seen.find(({ path }) => path === "/api/v1/sync/baseline");
    expect(jsonOf(handed?.body ?? "")).toEqual({
      client: "claude-code",
      settings: { permissions: { deny: ["WebFetch"] } },
    });
    expect(heard.stderr()).toContain('"hooks" of this machine\'s managed settings no longer takes effect');
    expect(readFileSync(path.join(machine.managedDir, "managed-settings.json"), "utf8")).toBe(JSON.stringify(own));
  });

  test("when the restrictions cannot be handed over, Claude Code is not sent to the gateway", async () => {
    const gateway = await newGateway();
    gateway.on["POST /api/v1/sync/baseline"] = () => ({
      status: 503,
      body: { error: { code: "UNAVAILABLE", message: "away" } },
    });
    const machine = newMachine();
    mkdirSync(machine.managedDir, { recursive: true });
    writeFileSync(path.join(machine.managedDir, "managed-settings.json"), '{"deniedModels":["opus"]}');

    await expect(login({ machine, io: listen().io }, gateway.url, OPTIONS)).rejects.toMatchObject({
      code: "UNAVAILABLE",
    });

    const names = filesBelow(machine.folder).map(({ file }) => file);
    expect(names).toEqual(["etc/claude-code/managed-settings.json", "home/.config/steward/session.json"]);
  });

  test("an address without TLS is refused unless it is this machine's own", async () => {
    const attempt = login({ machine: newMachine(), io: listen().io }, "http://steward.corp.example", OPTIONS);

    await expect(attempt).rejects.toMatchObject({ code: "USAGE", message: expect.stringContaining("TLS") });
  });

  test("sign-in addresses on another origin are refused", async () => {
    const gateway = await newGateway();
    const good = gateway.on["GET /.well-known/oauth-authorization-server"];
    gateway.on["GET /.well-known/oauth-authorization-server"] = (seen) => ({
      status: 200,
      body: { ...(good?.(seen).body as object), token_endpoint: "https://evil.example/token" },
    });

    const attempt = login({ machine: newMachine(), io: listen().io }, gateway.url, OPTIONS);

    await expect(attempt).rejects.toMatchObject({ message: expect.stringContaining("evil.example") });
  });

  test("a machine with a token needs no browser: Claude Code works with that token", async () => {
    const gateway = await newGateway();
    gateway.document.deviceId = null;
    const machine = newMachine({ STEWARD_URL: gateway.url, STEWARD_TOKEN: "stw_machine" });

    await login({ machine, io: listen().io }, undefined, OPTIONS);

    const asked = gateway.seen.map(({ path }) => path);
    expect(asked).not.toContain("/oauth/device_authorization");
    expect(asked).not.toContain("/api/v1/sync/ack");
    const names = filesBelow(machine.home).map(({ file }) => file);
    expect(names).toEqual([".claude/.credentials.json", ".config/steward/sync.json"]);
    expect(filesBelow(machine.home)[0]?.text).toContain("stw_machine");
  });
});

describe("sync", () => {
  test("asks with the checksum it has, and puts right what drifted even when nothing is new", async () => {
    const { machine, gateway } = await signedIn();
    const file = path.join(machine.managedDir, "managed-settings.d/50-steward.json");
    writeFileSync(file, "{}");
    const heard = listen();

    await sync({ machine, io: heard.io }, { dryRun: false, watch: false });

    expect(gateway.seen.findLast(({ path }) => path === "/api/v1/sync")?.headers["if-none-match"]).toBe(
      `"${gateway.document.checksum}"`,
    );
    expect(jsonOf(heard.stdout())).toMatchObject({
      changes: [{ path: file, action: "update" }, { action: "unchanged" }],
    });
    expect(readFileSync(file, "utf8")).toContain("forceLoginGatewayUrl");
  });

  test("--dry-run writes nothing and reports nothing", async () => {
    const { machine, gateway } = await signedIn();
    writeFileSync(path.join(machine.managedDir, "managed-settings.d/50-steward.json"), "{}");
    const before = filesBelow(machine.folder);
    const seen = gateway.seen.length;
    const heard = listen();

    await sync({ machine, io: heard.io }, { dryRun: true, watch: false });

    expect(jsonOf(heard.stdout())).toMatchObject({
      dryRun: true,
      changes: [{ action: "update" }, { action: "unchanged" }],
    });
    expect(filesBelow(machine.folder)).toEqual(before);
    expect(gateway.seen.slice(seen).map(({ path }) => path)).toEqual(["/api/v1/sync"]);
  });

  test("a name that leads out of the managed folder is refused", async () => {
    const { machine, gateway } = await signedIn();
    const [client] = gateway.document.clients;
    if (client) client.managedFile.name = "../../../cron.d/50-steward.json";
    gateway.document.checksum = `sha256:${"c".repeat(64)}`;
    const before = filesBelow(machine.folder).length;

    await expect(sync({ machine, io: listen().io }, { dryRun: false, watch: false })).rejects.toMatchObject({
      code: "BAD_ANSWER",
    });
    expect(filesBelow(machine.folder)).toHaveLength(before);
  });
});

describe("tokens", () => {
  test("a token about to end is refreshed first, and the successor kept", async () => {
    const { machine, gateway } = await signedIn();
    const file = path.join(machine.configDir, "session.json");
    const session = { ...jsonOf(readFileSync(file, "utf8")), expiresAt: new Date().toISOString() };
    writeFileSync(file, JSON.stringify(session));
    gateway.on["POST /oauth/token"] = () => ({
      status: 200,
      body: { access_token: "sta_next", expires_in: 3600, refresh_token: "str_next", token_type: "Bearer" },
    });
    const heard = listen(false);

    await token({ machine, io: heard.io });

    expect(heard.stdout()).toBe("sta_next\n");
    expect(readFileSync(file, "utf8")).toContain("str_next");
  });

  test("a device that was cut off is told so", async () => {
    const { machine, gateway } = await signedIn();
    gateway.on["GET /api/v1/sync"] = () => ({ status: 401 });

    await expect(status({ machine, io: listen().io })).rejects.toMatchObject({ code: "SIGNED_OUT" });
    const heard = listen();
    await expect(doctor({ machine, io: heard.io })).rejects.toMatchObject({ code: "UNHEALTHY" });
    expect(jsonOf(heard.stdout())).toMatchObject({
      healthy: false,
      checks: [{ name: "Sign-in", outcome: "failed" }, {}, {}],
    });
  });
});

test("logout ends the sign-in and takes back what is ours; the administrator's file stays", async () => {
  const machine = newMachine();
  mkdirSync(machine.claudeDir);
  const credentials = path.join(machine.claudeDir, ".credentials.json");
  writeFileSync(credentials, '{"claudeAiOauth":{"accessToken":"theirs"}}', { mode: 0o600 });
  const { gateway } = await signedIn(machine);

  await logout({ machine, io: listen().io });

  expect(gateway.seen.at(-1)).toMatchObject({ path: "/oauth/revoke", body: "token=str_cli" });
  expect(jsonOf(readFileSync(credentials, "utf8"))).toEqual({ claudeAiOauth: { accessToken: "theirs" } });
  expect(filesBelow(machine.folder).map(({ file }) => file)).toEqual([
    "etc/claude-code/managed-settings.d/50-steward.json",
    "home/.claude/.credentials.json",
  ]);
});
