import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { newId } from "@/lib/ids";
import { type ResendEmulator, startResendEmulator } from "../../emulators/resend/server";
import { newOrg } from "@/test/factories";
import { withOrg } from "./db";
import { type Mail, queueMail, sendMailJob } from "./mail";
import { systemDb, systemPool } from "./system-db";

let emulator: ResendEmulator;
beforeAll(async () => {
  emulator = await startResendEmulator();
  process.env.RESEND_BASE_URL = emulator.url;
});
afterAll(() => emulator.stop());

let recipient = "";
beforeEach(() => {
  recipient = `ada-${newId()}@acme.test`;
});

const TOKEN = "a-token-that-lets-its-reader-in";

function verification(orgId: string | null): Mail<"verify-email"> {
  return {
    kind: "verify-email",
    to: recipient,
    orgId,
    dedupeKey: `verify-email/${newId()}`,
    props: {
      fullName: "Ada Lovelace",
      verifyUrl: `http://localhost:3000/verify-email?token=${TOKEN}`,
      expiresInHours: 24,
    },
  };
}

async function queued(mail: Mail<"verify-email">): Promise<string> {
  await withOrg(mail.orgId ?? "", (db) => queueMail(db, mail));
  const row = await systemDb().emailOutbox.findFirstOrThrow({ where: { dedupeKey: mail.dedupeKey } });
  return row.id;
}

const send = (emailId: string): Promise<void> => sendMailJob.run({ emailId }, { jobId: emailId });
const received = (): ReturnType<ResendEmulator["mails"]> =>
  emulator.mails().filter((mail) => mail.to.includes(recipient));

test("a queued mail arrives in both forms, and what it said is forgotten", async () => {
  const org = await newOrg();
  const emailId = await queued(verification(org.id));

  await send(emailId);

  const [mail] = received();
  expect(mail).toMatchObject({ subject: "Confirm your e-mail address", from: "Steward <steward@localhost>" });
  expect(mail?.html).toContain(`token=${TOKEN}`);
  expect(mail?.text).toContain(`token=${TOKEN}`);
  expect(mail?.text).not.toContain("<");
  const row = await systemDb().emailOutbox.findUniqueOrThrow({ where: { id: emailId } });
  expect(row).toMatchObject({ status: "sent", recipient: "", props: "", providerMessageId: mail?.id, attempts: 1 });
});

test("neither the recipient nor a token lies readable while the mail waits", async () => {
  const org = await newOrg();
  await queued(verification(org.id));

  for (const canary of [TOKEN, recipient, "Ada Lovelace"]) {
    const { rows } = await systemPool().query(
      `select 'outbox' as place from outbox row where row::text like '%' || $1 || '%'
       union all select 'email_outbox' from email_outbox row where row::text like '%' || $1 || '%'`,
      [canary],
    );
    expect(rows, canary).toEqual([]);
  }
});

test("an envelope copied into another row does not open", async () => {
  const org = await newOrg();
  const [one, other] = [await queued(verification(org.id)), await queued(verification(org.id))];
  const { props } = await systemDb().emailOutbox.findUniqueOrThrow({ where: { id: one } });
  await systemDb().emailOutbox.update({ where: { id: other }, data: { props } });

  await expect(send(other)).rejects.toMatchObject({ code: "UNAVAILABLE" });
});

test("a mail is sent once, whatever is repeated", async () => {
  const org = await newOrg();
  const mail = verification(org.id);
  const emailId = await queued(mail);
  await withOrg(org.id, (db) => queueMail(db, mail));

  await Promise.all([send(emailId), send(emailId)]);
  await send(emailId);

  expect(received()).toHaveLength(1);
  const { rows } = await systemPool().query("select id from outbox where payload ->> 'emailId' = $1", [emailId]);
  expect(rows).toHaveLength(1);
});

test("a mail whose transaction rolls back is never sent", async () => {
  const org = await newOrg();
  const mail = verification(org.id);

  const change = withOrg(org.id, async (db) => {
    await queueMail(db, mail);
    throw new Error("changed my mind");
  });

  await expect(change).rejects.toThrow("changed my mind");
  expect(await systemDb().emailOutbox.count({ where: { dedupeKey: mail.dedupeKey } })).toBe(0);
});

test("a mail that Resend does not take stays queued, with Resend's name for it and nothing of its contents", async () => {
  const org = await newOrg();
  const emailId = await queued(verification(org.id));
  emulator.failNext(429);

  await expect(send(emailId)).rejects.toMatchObject({ code: "UNAVAILABLE" });

  const row = await systemDb().emailOutbox.findUniqueOrThrow({ where: { id: emailId } });
  expect(row).toMatchObject({ status: "queued", attempts: 1, error: "Resend answered rate_limit_exceeded." });
  await send(emailId);
  expect(received()).toHaveLength(1);
});

test("another organization's mails do not exist", async () => {
  const org = await newOrg();
  const emailId = await queued(verification(org.id));
  const stranger = await newOrg();

  expect(await withOrg(stranger.id, (db) => db.emailOutbox.count({ where: { id: emailId } }))).toBe(0);
});
