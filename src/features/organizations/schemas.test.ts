import { describe, expect, test } from "vitest";
import { OrganizationSettings, OrganizationSlug } from "./schemas";
import { effectiveSettings } from "./server/settings";

describe("an organization's slug", () => {
  test.each(["acme", "acme-robotics", "a1b", " Acme "])("%j is accepted", (slug) => {
    expect(OrganizationSlug.parse(slug)).toBe(slug.trim().toLowerCase());
  });

  test.each(["ab", "1acme", "acme-", "ac_me", "login", "api", "steward", "a".repeat(51), "acmé"])(
    "%j is refused",
    (slug) => {
      expect(OrganizationSlug.safeParse(slug).success).toBe(false);
    },
  );
});

describe("an organization's settings", () => {
  test("an empty row means the house's defaults", () => {
    expect(effectiveSettings("starter", {})).toEqual({
      sessionHours: 12,
      idleMinutes: 120,
      maxOutputTokens: 32_000,
      tokenSources: { company: true, platform: true, personal: true },
    });
  });

  test("people may pay for themselves on the starter plan, and from pro up only when the company says so", () => {
    expect(effectiveSettings("starter", {}).tokenSources.personal).toBe(true);
    expect(effectiveSettings("pro", {}).tokenSources.personal).toBe(false);
    expect(effectiveSettings("enterprise", { tokenSources: { personal: true } }).tokenSources.personal).toBe(true);
  });

  test("a key that nobody reads is refused", () => {
    expect(OrganizationSettings.safeParse({ sesionHours: 4 }).success).toBe(false);
    expect(() => effectiveSettings("pro", { tokenSources: { stripe: true } })).toThrow(/stripe/);
  });
});
