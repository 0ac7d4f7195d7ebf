import { expect, test } from "vitest";
import { readEnv } from "./env";

test("every wrong variable is named with what it wants, in one error", () => {
  expect(() => readEnv({ PORT: "many", STEWARD_SECRET: "short", STEWARD_URL: "nowhere" })).toThrow(
    /STEWARD_URL[^]*STEWARD_SECRET: STEWARD_SECRET must have at least 32 characters[^]*PORT|PORT[^]*STEWARD/,
  );
});

test("an empty variable is an absent one", () => {
  expect(readEnv({ PORT: "" }).port).toBe(3000);
});

test("addresses lose their trailing slash, flags become truth", () => {
  const env = readEnv({ STEWARD_URL: "https://steward.example/", STEWARD_DEMO: "0" });
  expect(env.stewardUrl).toBe("https://steward.example");
  expect(env.stewardDemo).toBe(false);
});
