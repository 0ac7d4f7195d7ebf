import { createCipheriv, randomBytes } from "node:crypto";
import { beforeAll, expect, test } from "vitest";
import { newId } from "@/lib/ids";
import { rootKeyProvider, unseal } from "@/server/crypto";
import { withSystem } from "@/server/system-db";
import { newOrg } from "@/test/factories";
import { resealCredentials } from "./reseal-credentials";

const FORMER = "the-secret-before-this-one-".padEnd(43, "x");

beforeAll(() => {
  process.env.STEWARD_SECRET_PREVIOUS = FORMER;
});

/** An envelope as `seal` made it while the former secret was in force. */
function sealedBefore(secret: string, plaintext: string, context: string): string {
  const { id, key } = rootKeyProvider([secret]).current("provider-credential");
  const nonce = randomBytes(12);
  const cipher = createCipheriv("aes-256-gcm", key, nonce).setAAD(Buffer.from(`provider-credential\n${context}`));
  const ciphertext = Buffer.concat([cipher.update(plaintext, "utf8"), cipher.final()]);
  return `v1.${id}.${Buffer.concat([nonce, cipher.getAuthTag(), ciphertext]).toString("base64url")}`;
}

async function store(orgId: string, secret: string): Promise<string> {
  const id = newId();
  const encryptedKey = sealedBefore(secret, "sk-ant-once", `${orgId}/${id}`);
  const data = { id, orgId, provider: "anthropic", encryptedKey, last4: "once" };
  await withSystem((db) => db.providerCredential.create({ data }));
  return id;
}

function stored(id: string): Promise<{ encryptedKey: string }> {
  return withSystem(
    (db) => db.providerCredential.findUniqueOrThrow({ where: { id }, select: { encryptedKey: true } }),
    "read",
  );
}

test("a key sealed with the former secret opens with the present one alone, and the log says so", async () => {
  const org = await newOrg();
  const id = await store(org.id, FORMER);
  const before = await stored(id);

  expect(await resealCredentials({})).toBe(1);

  const after = await stored(id);
  expect(after.encryptedKey).not.toBe(before.encryptedKey);
  expect(unseal("provider-credential", after.encryptedKey, `${org.id}/${id}`)).toBe("sk-ant-once");
  const rows = await withSystem(
    (db) => db.activityLog.findMany({ where: { orgId: org.id, eventType: "key.rotate" } }),
    "read",
  );
  expect(rows).toHaveLength(1);
});

test("a rotation that is run again finds nothing left to do", async () => {
  await store((await newOrg()).id, FORMER);
  await resealCredentials({});

  expect(await resealCredentials({})).toBe(0);
});

test("a key that neither secret opens stops the rotation before anything is changed", async () => {
  const good = await store((await newOrg()).id, FORMER);
  const lost = await store((await newOrg()).id, "a-secret-that-nobody-has-any-more".padEnd(43, "x"));
  const before = await stored(good);

  await expect(resealCredentials({})).rejects.toMatchObject({ code: "UNAVAILABLE" });

  expect(await stored(good)).toEqual(before);
  await withSystem((db) => db.providerCredential.delete({ where: { id: lost } }));
});
