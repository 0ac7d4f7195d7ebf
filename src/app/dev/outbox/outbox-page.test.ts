import { expect, test } from "vitest";
import { outboxPage } from "./outbox-page";

const MAIL = {
  id: "1",
  to: ['"><script>alert(1)</script>@acme.test'],
  from: "Steward <steward@localhost>",
  subject: "<b>Hello</b>",
  created_at: "2026-11-22T10:00:00.000Z",
  html: '<html><head></head><body onload="alert(1)"><a href="https://x.test/?a=1&b=2">Confirm</a></body></html>',
  text: "Confirm https://x.test/?a=1&b=2",
};

test("what a mail says is shown and never becomes part of the page", () => {
  const page = outboxPage([MAIL]);

  expect(page).not.toContain("<script");
  expect(page).not.toContain("<b>Hello");
  expect(page).toContain("&lt;b&gt;Hello&lt;/b&gt;");
  expect(page.match(/<iframe[^>]*sandbox="([^"]*)"/)?.[1]).toBe("allow-top-navigation-by-user-activation");
});

test("an empty outbox says what would appear", () => {
  expect(outboxPage([])).toContain("No mail yet");
});
