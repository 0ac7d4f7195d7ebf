import { describe, expect, test } from "vitest";
import { readEnv } from "@/env";
import { bootPlan, isLoopback } from "@/server/boot";

type Variables = Record<string, string>;
type Dimension = Record<string, Variables>;

const DATABASE: Dimension = {
  embedded: {},
  "embedded, as a child sees it": { DATABASE_URL: "postgresql://o:p@127.0.0.1:54321/steward", STEWARD_EMBEDDED: "1" },
  external: { DATABASE_URL: "postgresql://o:p@db.example.com/steward" },
  "external on this machine": { DATABASE_URL: "postgresql://o:p@127.0.0.1/steward" },
  "external that claims to be embedded": {
    DATABASE_URL: "postgresql://o:p@db.example.com/steward",
    STEWARD_EMBEDDED: "1",
  },
};
const BIND: Dimension = {
  "default bind": {},
  "loopback bind": { STEWARD_BIND: "::1" },
  "bind to all": { STEWARD_BIND: "0.0.0.0" },
};
const URLS: Dimension = {
  "loopback URLs": { STEWARD_URL: "http://localhost:3000", STEWARD_GATEWAY_URL: "http://127.0.0.1:3100" },
  "public web": { STEWARD_URL: "https://steward.example.com" },
  "public gateway": { STEWARD_GATEWAY_URL: "https://gateway.example.com" },
  "public both": { STEWARD_URL: "https://steward.example.com", STEWARD_GATEWAY_URL: "https://gateway.example.com" },
};
const KEYS: Dimension = {
  "no keys": {},
  keys: { STEWARD_SECRET: "s".repeat(43), RESEND_API_KEY: "re_1", MAIL_FROM: "Steward <steward@example.com>" },
};
const DEMO: Dimension = { "demo unset": {}, "demo on": { STEWARD_DEMO: "1" }, "demo off": { STEWARD_DEMO: "0" } };

const EMBEDDED = new Set(["embedded", "embedded, as a child sees it"]);
const IS_ALONE = new Set(["default bind", "loopback bind"]);

type Case = { database: string; bind: string; urls: string; keys: string; demo: string };

const CASES: Case[] = Object.keys(DATABASE).flatMap((database) =>
  Object.keys(BIND).flatMap((bind) =>
    Object.keys(URLS).flatMap((urls) =>
      Object.keys(KEYS).flatMap((keys) => Object.keys(DEMO).map((demo) => ({ database, bind, urls, keys, demo }))),
    ),
  ),
);

function planOf({ database, bind, urls, keys, demo }: Case) {
  const chosen = [DATABASE[database], BIND[bind], URLS[urls], KEYS[keys], DEMO[demo]];
  return bootPlan(readEnv(Object.assign({}, ...chosen) as Variables));
}

const isSheltered = ({ database, bind, urls }: Case) =>
  EMBEDDED.has(database) && IS_ALONE.has(bind) && urls === "loopback URLs";

describe(`the boot matrix (${CASES.length} installations)`, () => {
  test("demo, outbox, emulators and generated secrets exist only where nobody else can reach them", () => {
    const exposed = CASES.filter((each) => !isSheltered(each)).map(planOf);

    expect(exposed.length).toBeGreaterThan(300);
    for (const plan of exposed) {
      expect(plan).toMatchObject({ sheltered: false, demo: false, outbox: false, generatedSecret: false });
      expect(plan.emulators).toEqual({ anthropic: false, resend: false });
    }
  });

  test("what others can reach starts only with every key, and names each that is missing", () => {
    const keyless = CASES.filter((each) => !isSheltered(each) && each.keys === "no keys").map(planOf);

    for (const { refusals } of keyless) {
      const variables = refusals.map((refusal) => refusal.variable);
      expect(variables).toEqual(expect.arrayContaining(["STEWARD_SECRET", "RESEND_API_KEY", "MAIL_FROM"]));
      for (const refusal of refusals) expect(refusal.remedy).toMatch(/^[A-Z].*\.$/);
    }
  });

  test("with keys, honest addresses and no demo asked for, it starts", () => {
    const ready = CASES.filter((each) => !isSheltered(each) && each.keys === "keys" && each.demo !== "demo on");
    const closed = ready.filter((each) => IS_ALONE.has(each.bind) || each.urls === "public both");

    for (const each of closed) expect(planOf(each).refusals).toEqual([]);
  });

  test("asking for the demo where others can reach it is refused, not ignored", () => {
    const asked = CASES.filter((each) => !isSheltered(each) && each.demo === "demo on").map(planOf);

    for (const plan of asked) expect(plan.refusals.map((refusal) => refusal.variable)).toContain("STEWARD_DEMO");
  });

  test("a sheltered installation always starts, with the demo unless it is switched off", () => {
    for (const each of CASES.filter(isSheltered)) {
      const plan = planOf(each);
      expect(plan).toMatchObject({ sheltered: true, refusals: [], demo: each.demo !== "demo off" });
      expect(plan.generatedSecret).toBe(each.keys === "no keys");
      expect(plan.outbox).toBe(each.keys === "no keys");
    }
  });
});

test("a key makes its vendor's stand-in disappear, and only that one", () => {
  const plan = bootPlan(readEnv({ STEWARD_ANTHROPIC_API_KEY: "sk-ant-1" }));

  expect(plan.emulators).toEqual({ anthropic: false, resend: true });
});

test("listening to everyone while announcing localhost is refused by the address's name", () => {
  const { refusals } = bootPlan(readEnv({ STEWARD_BIND: "0.0.0.0", ...KEYS.keys }));

  expect(refusals.map((refusal) => refusal.variable)).toEqual(["STEWARD_URL", "STEWARD_GATEWAY_URL"]);
});

test("a public address without encryption is refused", () => {
  const urls = { STEWARD_URL: "http://steward.example.com", STEWARD_GATEWAY_URL: "https://gateway.example.com" };

  const { refusals } = bootPlan(readEnv({ ...urls, ...KEYS.keys }));

  expect(refusals).toMatchObject([
    { variable: "STEWARD_URL", reason: expect.stringContaining("unencrypted") as string },
  ]);
});

test.each(["web", "gateway", "worker"])("%s alone needs the database that it shares with the others", (role) => {
  const { refusals } = bootPlan(readEnv({ STEWARD_ROLE: role }));

  expect(refusals.map((refusal) => refusal.variable)).toEqual(["DATABASE_URL"]);
});

test.each([
  ["localhost", true],
  ["127.0.0.1", true],
  ["127.1.2.3", true],
  ["::1", true],
  ["[::1]", true],
  ["acme.localhost", true],
  ["0.0.0.0", false],
  ["::", false],
  ["192.168.1.4", false],
  ["localhost.example.com", false],
  ["127.0.0.1.nip.io", false],
  ["steward.internal", false],
])("%s is loopback: %s", (host, expected) => {
  expect(isLoopback(host)).toBe(expected);
});
