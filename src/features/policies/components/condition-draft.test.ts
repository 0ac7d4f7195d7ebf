import { describe, expect, test } from "vitest";
import { type ConditionGroup, Conditions } from "../schemas";
import { conditionsOf, draftOf, newGroup, withNode } from "./condition-draft";

const stored = {
  all: [
    { path: "command", op: "contains", value: "rm -rf" },
    { path: "timeout", op: "gt", value: 5 },
    {
      any: [
        { path: "options.force", op: "equals", value: true },
        { path: "options.level", op: "equals", value: "3" },
        { path: "target", op: "in", value: ["prod", 7, "8"] },
        { path: "note", op: "not_exists" },
      ],
    },
  ],
} satisfies ConditionGroup;

describe("what a rule's editor holds", () => {
  test("is what was stored, text that looks like a number included", () => {
    expect(conditionsOf(draftOf(stored))).toEqual(stored);
    expect(Conditions.parse(conditionsOf(draftOf(stored)))).toEqual(stored);
  });

  test("text that happens to be a number stays text where only text can stand", () => {
    const group: ConditionGroup = { all: [{ path: "port", op: "contains", value: "443" }] };

    expect(conditionsOf(draftOf(group))).toEqual(group);
  });

  test("taking out the last condition takes out its group", () => {
    const draft = newGroup();

    expect(withNode(draft, draft.members[0]?.key ?? "", () => null)).toBeNull();
  });

  test("a node deep inside is changed in place", () => {
    const draft = draftOf(stored);
    const inner = draft.members[2];
    const leaf = inner?.kind === "group" ? inner.members[0] : undefined;

    const next = withNode(draft, leaf?.key ?? "", (node) => ({ ...node, value: "false" }) as typeof node);

    expect(conditionsOf(next)).toEqual({
      all: [
        stored.all[0],
        stored.all[1],
        {
          any: [
            { path: "options.force", op: "equals", value: false },
            ...(stored.all[2] as { any: never[] }).any.slice(1),
          ],
        },
      ],
    });
  });
});
