import { Resend } from "resend";
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, expect, test } from "vitest";
import { type ResendEmulator, startResendEmulator } from "./server";

const running: ResendEmulator[] = [];
afterEach(async () => {
  await Promise.all(running.splice(0).map((emulator) => emulator.stop()));
});

async function start(dataDir?: string): Promise<{ emulator: ResendEmulator; resend: Resend }> {
  const emulator = await startResendEmulator(dataDir === undefined ? {} : { dataDir });
  running.push(emulator);
  return { emulator, resend: new Resend("re_test", { baseUrl: emulator.url }) };
}

const MAIL = {
  from: "Steward <steward@localhost>",
  to: "ada@acme.test",
  subject: "Hello",
  text: "Hi",
  html: "<p>Hi</p>",
};

test("Resend's own client sends, lists and reads a mail", async () => {
  const { resend } = await start();

  const { data } = await resend.emails.send(MAIL);
  const listed = await resend.emails.list();
  const read = await resend.emails.get(data?.id ?? "");

  expect(listed.data?.data).toMatchObject([{ id: data?.id, to: ["ada@acme.test"], subject: "Hello" }]);
  expect(read.data).toMatchObject({ object: "email", html: "<p>Hi</p>", text: "Hi" });
});

test("a repeated key gives the first answer, and another body under it is refused", async () => {
  const { emulator, resend } = await start();

  const first = await resend.emails.send(MAIL, { idempotencyKey: "a" });
  const again = await resend.emails.send(MAIL, { idempotencyKey: "a" });
  const other = await resend.emails.send({ ...MAIL, subject: "Other" }, { idempotencyKey: "a" });

  expect(again.data?.id).toBe(first.data?.id);
  expect(other.error).toMatchObject({ name: "invalid_idempotent_request", statusCode: 409 });
  expect(emulator.mails()).toHaveLength(1);
});

test("what Resend refuses is refused in its words", async () => {
  const { emulator, resend } = await start();
  const post = async (body: unknown, headers = {}): Promise<unknown> => {
    const response = await fetch(`${emulator.url}/emails`, { method: "POST", headers, body: JSON.stringify(body) });
    return response.json();
  };

  const { from: _from, ...anonymous } = MAIL;
  const authorization = "Bearer re_test";

  expect(await post(MAIL)).toMatchObject({ statusCode: 401, name: "missing_api_key" });
  expect(await post(anonymous, { authorization })).toMatchObject({ statusCode: 422, message: "Missing `from` field." });
  expect((await resend.emails.send({ ...MAIL, to: "nobody" })).error).toMatchObject({ name: "validation_error" });
  expect(emulator.mails()).toEqual([]);
});

test("mails are there again after a restart", async () => {
  const folder = mkdtempSync(path.join(tmpdir(), "outbox-"));
  const { resend } = await start(folder);
  await resend.emails.send(MAIL);

  const { emulator } = await start(folder);

  expect(emulator.mails()).toMatchObject([{ subject: "Hello" }]);
});
