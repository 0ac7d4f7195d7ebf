import { expect, test } from "vitest";
import { MAIL_PROPS, MAIL_SUBJECTS, type MailKind, type MailProps } from "./mail-kinds";
import { renderMail } from "./mail-send";

const LINK = "https://steward.acme.test/somewhere?token=abc&x=1";
const EXAMPLES: { [Kind in MailKind]: MailProps<Kind> } = {
  "account-exists": { signInUrl: LINK },
  "verify-email": { fullName: "Ada <Lovelace>", verifyUrl: LINK, expiresInHours: 24 },
  "password-changed": { fullName: "Ada", changedAt: "now", device: null, ipAddress: null, securityUrl: LINK },
  "new-device": { fullName: "Ada", signedInAt: "now", device: "Firefox", ipAddress: "10.0.0.1", reviewUrl: LINK },
};

test.each(Object.keys(MAIL_PROPS) as MailKind[])("the mail %s has its link in both forms", async (kind) => {
  const { html, text } = await renderMail(kind, EXAMPLES[kind]);

  expect(text).toContain(LINK);
  expect(html).toContain(LINK.replaceAll("&", "&amp;"));
  expect(html).toContain("prefers-color-scheme: dark");
  expect(`${html}${text}`).not.toMatch(/undefined|\[object|\bnull\b/);
  expect(MAIL_SUBJECTS[kind].length).toBeLessThan(60);
});

test("a name is text, whatever it looks like", async () => {
  const { html } = await renderMail("verify-email", EXAMPLES["verify-email"]);
  expect(html).toContain("Ada &lt;Lovelace&gt;");
});

test("a mail is refused whose template would get something else", async () => {
  await expect(renderMail("new-device", { fullName: "Ada", password: "x" })).rejects.toThrow();
});
