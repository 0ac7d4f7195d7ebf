import { expect, test } from "vitest";
import { EVENT_TYPES, eventCategory } from "./events";

test("every event is `noun.verb`, stands once and has a group", () => {
  expect(new Set(EVENT_TYPES).size).toBe(EVENT_TYPES.length);
  for (const type of EVENT_TYPES) {
    expect(type).toMatch(/^[a-z_]+\.[a-z_]+$/);
    const isSystem = ["email", "job", "log", "partition"].includes(type.split(".")[0] ?? "");
    expect(eventCategory(type) === "system", `${type} needs a group of its own`).toBe(isSystem);
  }
});
