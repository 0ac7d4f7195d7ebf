import { createHash } from "node:crypto";
import { mkdtempSync, readFileSync, readdirSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { SyncDocumentV1 } from "@/contracts/sync";
import { seedCatalog } from "@/features/catalog/server";
import { forgetSettings, getEffectiveConfig, setOrganizationConfig } from "@/features/configs/server";
import { deviceHookToken, revokeDevice } from "@/features/devices/server";
import { createModelPolicy, createToolRule, forgetGates } from "@/features/policies/server";
import { createToken } from "@/features/tokens/server";
import { type JsonObject, canonicalJson } from "@/lib/json";
import type { Actor } from "@/server/access";
import { withSystem } from "@/server/system-db";
import { atTime } from "@/test/clock";
import { signInDevice } from "@/test/devices";
import { auditTrail, newActor, newOrg } from "@/test/factories";
import { type Answer, type TestGateway, readAnswer, startRoutes } from "@/test/gateway";
import { withPostgresAway } from "@/test/postgres-away";
import { watchChanges } from "../changes";
import { forgetIdentities } from "../identity";
import { reopenLastGood, sweepLastGood } from "./answer-settings";
import { isKnown, settingsRoutes } from "./routes";

const folder = mkdtempSync(path.join(tmpdir(), "steward-settings-"));
process.env.STEWARD_DATA_DIR = folder;
const kept = path.join(folder, "last-good-settings");

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startRoutes((app) => app.route("/", settingsRoutes));
  await newOrg();
  await seedCatalog({});
});
beforeEach(forgetEverything);
afterAll(() => gateway.stop());

function forgetEverything(): void {
  forgetIdentities({ table: "*", orgId: null, id: null });
  forgetGates();
  forgetSettings();
}

async function settings(token: string, headers: Record<string, string> = {}): Promise<Answer> {
  return readAnswer(
    await fetch(`${gateway.url}/managed/settings`, { headers: { authorization: `Bearer ${token}`, ...headers } }),
  );
}

async function sync(token: string, headers: Record<string, string> = {}): Promise<Answer> {
  return readAnswer(
    await fetch(`${gateway.url}/api/v1/sync`, { headers: { authorization: `Bearer ${token}`, ...headers } }),
  );
}

type Company = { org: { id: string; slug: string }; owner: Actor; person: Actor };

async function company(): Promise<Company> {
  const org = await newOrg();
  return { org, owner: await newActor(org, "owner"), person: await newActor(org, "developer") };
}

describe("GET /managed/settings", () => {
  test("answers the whole policy with the protocol's own checksum, which is also the ETag", async () => {
    const { owner, person } = await company();
    await createToolRule(owner, { toolName: "WebFetch", action: "deny" });
    await createModelPolicy(owner, {
      name: "No opus",
      rules: { allow: [], deny: ["claude-opus-9"] },
      attachment: { appliesTo: "ORG" },
    });
    await setOrganizationConfig(owner, {
      config: { model: "claude-haiku-5", permissions: { deny: ["WebSearch"] } },
      systemPrompt: "Be kind.",
    });
    const { pair, deviceId } = await signInDevice(person);

    const { status, headers, body } = await settings(pair.accessToken);

    expect(status).toBe(200);
    expect(body).toMatchObject({
      uuid: person.employeeId,
      settings: {
        model: "claude-haiku-5",
        claudeMd: "Be kind.",
        deniedModels: ["claude-opus-9"],
        permissions: { deny: ["WebSearch", "WebFetch"], disableBypassPermissionsMode: "disable" },
        requiredMinimumVersion: "2.1.300",
        env: { STEWARD_HOOK_TOKEN: await deviceHookToken({ orgId: person.orgId, deviceId }) },
      },
    });
    const text = canonicalJson(body.settings as JsonObject);
    expect(body.checksum).toBe(`sha256:${createHash("sha256").update(text).digest("hex")}`);
    expect(headers.get("etag")).toBe(`"${String(body.checksum)}"`);
  });

  test("304 only to an If-None-Match that names it", async () => {
    const { person } = await company();
    const { pair } = await signInDevice(person);
    const { headers } = await settings(pair.accessToken);
    const etag = headers.get("etag") ?? "";

    expect((await settings(pair.accessToken, { "if-none-match": etag })).status).toBe(304);
    expect((await settings(pair.accessToken, { "if-none-match": '"sha256:0"' })).status).toBe(200);
    expect((await settings(pair.accessToken)).status).toBe(200);
  });

  test("a changed rule is in the next document, and nothing else changes it", async () => {
    const { owner, person } = await company();
    const { pair } = await signInDevice(person);
    const stop = watchChanges();
    const before = await settings(pair.accessToken);
    forgetEverything();
    const same = await settings(pair.accessToken);

    await createToolRule(owner, { toolName: "Bash", action: "deny" });
    forgetGates();
    const after = await settings(pair.accessToken);
    await stop();

    expect(same.body.checksum).toBe(before.body.checksum);
    expect(after.body.checksum).not.toBe(before.body.checksum);
  });

  test("what was served to whom since when is on record, without the token", async () => {
    const { org, owner, person } = await company();
    const { pair } = await signInDevice(person);
    await settings(pair.accessToken);
    await createToolRule(owner, { toolName: "Bash", action: "deny" });
    forgetEverything();
    await settings(pair.accessToken);
    forgetEverything();
    await settings(pair.accessToken);

    const bundles = await withSystem((db) =>
      db.employeeBundle.findMany({
        where: { orgId: org.id },
        include: { bundle: true },
        orderBy: { validFrom: "asc" },
      }),
    );
    expect(bundles.map(({ validUntil }) => validUntil === null)).toEqual([false, true]);
    expect(JSON.stringify(bundles)).not.toContain("sth_");
    expect(bundles[1]?.bundle.document).toMatchObject({ permissions: { deny: ["Bash"] } });
    expect((await auditTrail(org)).filter(({ eventType }) => eventType === "config.served")).toHaveLength(2);
  });

  test("nobody gets nothing: no token, an unknown one, a hook's, one without the scope, a revoked device's", async () => {
    const { person } = await company();
    const { pair, deviceId } = await signInDevice(person);
    const hook = await deviceHookToken({ orgId: person.orgId, deviceId });
    const { token: narrow } = await createToken(person, { name: "CI", scopes: ["usage:read"] });

    expect((await readAnswer(await fetch(`${gateway.url}/managed/settings`))).status).toBe(401);
    expect((await settings(`sta_${"x".repeat(43)}`)).status).toBe(401);
    expect((await settings(hook)).status).toBe(403);
    expect((await settings(narrow)).status).toBe(403);
    await revokeDevice(await newActor({ id: person.orgId }, "owner"), { deviceId });
    forgetEverything();
    expect((await settings(pair.accessToken)).status).toBe(401);
  });

  test("an API token that may take settings gets them, and its hook asks with that very token", async () => {
    const { person } = await company();
    const { token } = await createToken(person, { name: "CI", scopes: ["settings:read", "decisions:ask"] });

    expect((await settings(token)).body).toMatchObject({ settings: { env: { STEWARD_HOOK_TOKEN: token } } });
  });
});

describe("while Postgres is away", () => {
  test("everyone is served what they last got, also after a restart; an unknown token gets 503, never 404", async () => {
    const { person } = await company();
    const { pair } = await signInDevice(person);
    const { pair: other } = await signInDevice(await newActor({ id: person.orgId }, "developer"));
    const before = await settings(pair.accessToken);

    await withPostgresAway(async () => {
      forgetEverything();
      reopenLastGood();
      const during = await settings(pair.accessToken);
      const unknown = await settings(other.accessToken);

      expect(during).toMatchObject({ status: 200, body: before.body });
      expect(during.headers.get("x-steward-settings")).toBe("last-good");
      expect(unknown).toMatchObject({ status: 503, body: { error: { code: "UNAVAILABLE" } } });
    });
  });

  test("a document older than a day is not served, nor is one whose token has expired", async () => {
    const { person } = await company();
    const { token } = await createToken(person, { name: "CI", scopes: ["settings:read"] });
    const { pair } = await signInDevice(person);
    await settings(token);
    await settings(pair.accessToken);

    await withPostgresAway(async () => {
      forgetEverything();
      await atTime(new Date(), async (advance) => {
        advance(23 * 3_600_000);
        expect((await settings(token)).status).toBe(200);
        expect((await settings(pair.accessToken)).status).toBe(503);
        advance(2 * 3_600_000);
        expect((await settings(token)).status).toBe(503);
      });
    });
  });

  test("a revocation that was announced before holds, though nothing can be checked now", async () => {
    const { owner, person } = await company();
    const { pair, deviceId } = await signInDevice(person);
    await settings(pair.accessToken);
    const stop = watchChanges();
    const file = () => readdirSync(kept).filter((name) => name.startsWith(person.orgId));
    expect(file()).toHaveLength(1);

    await revokeDevice(owner, { deviceId });
    await expect.poll(file, { timeout: 5_000 }).toEqual([]);
    await stop();

    await withPostgresAway(async () => {
      forgetEverything();
      reopenLastGood();
      expect((await settings(pair.accessToken)).status).toBe(503);
    });
  });

  test("what lies on disk is sealed, and old files are swept", async () => {
    const { person } = await company();
    const { pair } = await signInDevice(person);
    await settings(pair.accessToken);
    const names = readdirSync(kept).filter((name) => name.startsWith(person.orgId));
    const text = readFileSync(path.join(kept, names[0] ?? ""), "utf8");

    expect(text).toMatch(/^v1\./);
    expect(names.join() + text).not.toContain(createHash("sha256").update(pair.accessToken).digest("hex"));
    await atTime(new Date(Date.now() + 25 * 3_600_000), () => sweepLastGood());
    expect(readdirSync(kept).filter((name) => name.startsWith(person.orgId))).toEqual([]);
  });
});

describe("GET /api/v1/sync", () => {
  test("says what to write on the machine, with the checksum of the settings it will get, and 304", async () => {
    const { org, person } = await company();
    const { pair, deviceId } = await signInDevice(person);

    const { status, headers, body } = await sync(pair.accessToken);

    expect(status).toBe(200);
    const document = SyncDocumentV1.parse(body);
    expect(document).toMatchObject({
      organization: { id: org.id, slug: org.slug },
      person: { employeeId: person.employeeId, email: person.email },
      deviceId,
      clients: [
        {
          client: "claude-code",
          isEnabled: true,
          managedFile: { content: { forceLoginMethod: "gateway", forceLoginGatewayUrl: document.gatewayUrl } },
          settingsChecksum: (await settings(pair.accessToken)).body.checksum,
        },
      ],
    });
    expect(JSON.stringify(body)).not.toContain("sth_");
    expect((await sync(pair.accessToken, { "if-none-match": headers.get("etag") ?? "" })).status).toBe(304);
    expect((await sync(`sta_${"x".repeat(43)}`)).status).toBe(401);
  });
});

describe("POST /api/v1/sync/baseline", () => {
  const send = async (token: string, body: string): Promise<Answer> =>
    readAnswer(
      await fetch(`${gateway.url}/api/v1/sync/baseline`, {
        method: "POST",
        body,
        headers: { authorization: `Bearer ${token}` },
      }),
    );

  test("takes over what restricts, names what it left out, and changes nothing the second time", async () => {
    const { org, owner, person } = await company();
    const { pair } = await signInDevice(person);
    const file = {
      permissions: { deny: ["Bash(rm:*)"], allow: ["Bash"] },
      hooks: { PreToolUse: [] },
      disableAutoMode: "disable",
    };
    const body = JSON.stringify({ client: "claude-code", settings: file });

    const answer = await send(pair.accessToken, body);
    await send(pair.accessToken, body);

    expect(answer).toMatchObject({
      status: 200,
      body: { imported: ["permissions.deny", "disableAutoMode"], ignored: ["permissions.allow", "hooks"] },
    });
    const effective = await getEffectiveConfig(owner, { employeeId: person.employeeId });
    expect(effective.resolved.config).toEqual({ permissions: { deny: ["Bash(rm:*)"] }, disableAutoMode: "disable" });
    expect((await auditTrail(org)).filter(({ eventType }) => eventType === "config.set_employee")).toHaveLength(1);
  });

  test("a token without a machine, a broken body and a huge one are refused", async () => {
    const { person } = await company();
    const { pair } = await signInDevice(person);
    const { token } = await createToken(person, { name: "CI", scopes: ["settings:read"] });

    expect((await send(token, "{}")).status).toBe(403);
    expect((await send(pair.accessToken, "{")).status).toBe(400);
    expect((await send(pair.accessToken, " ".repeat(300_000))).status).toBe(422);
  });
});

test("an entity tag is recognized in every form clients send it", () => {
  const tag = "sha256:ab";
  expect(
    ['"sha256:ab"', "sha256:ab", 'W/"sha256:ab"', '"x", "sha256:ab"'].map((header) => isKnown(header, tag)),
  ).toEqual(Array.from({ length: 4 }, () => true));
  expect([undefined, "", "*", '"sha256:abc"'].map((header) => isKnown(header, tag))).toEqual(
    Array.from({ length: 4 }, () => false),
  );
});

test("settings of one organization never carry another's rules", async () => {
  const [one, two] = [await company(), await company()];
  await createToolRule(one.owner, { toolName: "OnlyOne", action: "deny" });
  const { pair } = await signInDevice(two.person);

  expect(JSON.stringify((await settings(pair.accessToken)).body)).not.toContain("OnlyOne");
});
