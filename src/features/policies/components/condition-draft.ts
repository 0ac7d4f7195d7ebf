import { newId } from "@/lib/ids";
import type { Condition, ConditionGroup, ConditionNode } from "../schemas";

/** One condition as it is being written: its value is text until it is sent. */
export type DraftLeaf = { kind: "leaf"; key: string; path: string; op: Condition["op"]; value: string };
export type DraftGroup = { kind: "group"; key: string; mode: "all" | "any"; members: DraftNode[] };
export type DraftNode = DraftLeaf | DraftGroup;

export function newLeaf(): DraftLeaf {
  return { kind: "leaf", key: newId(), path: "", op: "contains", value: "" };
}

export function newGroup(mode: "all" | "any" = "all"): DraftGroup {
  return { kind: "group", key: newId(), mode, members: [newLeaf()] };
}

/** Numbers, true and false are compared as such; quotes make a text of what looks like one. */
function scalarOf(text: string): string | number | boolean {
  const trimmed = text.trim();
  if (trimmed === "true" || trimmed === "false") return trimmed === "true";
  if (/^-?\d+(\.\d+)?$/.test(trimmed)) return Number(trimmed);
  return /^".*"$/s.test(trimmed) ? trimmed.slice(1, -1) : text;
}

function textOf(value: unknown): string {
  if (typeof value !== "string") return String(value);
  return typeof scalarOf(value) === "string" && !/^".*"$/s.test(value) ? value : `"${value}"`;
}

function valueOf({ op, value }: DraftLeaf): unknown {
  switch (op.replace(/^not_/, "")) {
    case "exists":
      return undefined;
    case "in":
      return value
        .split(",")
        .map((part) => part.trim())
        .filter(Boolean)
        .map(scalarOf);
    case "gt":
    case "lt":
      return value.trim() === "" ? value : Number(value);
    case "equals":
      return scalarOf(value);
    default:
      return value;
  }
}

function nodeOf(draft: DraftNode): unknown {
  if (draft.kind === "group") return { [draft.mode]: draft.members.map(nodeOf) };
  const value = valueOf(draft);
  return { path: draft.path.trim(), op: draft.op, ...(value !== undefined && { value }) };
}

/** The draft as it is sent: not yet checked, the schema does that. */
export function conditionsOf(draft: DraftGroup | null): ConditionGroup | null {
  // The shape is the schema's to judge; a draft may still be wrong in every field.
  return draft && (nodeOf(draft) as ConditionGroup);
}

function draftLeaf(condition: Condition): DraftLeaf {
  const value = "value" in condition ? condition.value : "";
  const text = Array.isArray(value)
    ? value.map(textOf).join(", ")
    : isComparedAsIs(condition)
      ? String(value)
      : textOf(value);
  return { kind: "leaf", key: newId(), path: condition.path, op: condition.op, value: text };
}

function isComparedAsIs({ op }: Condition): boolean {
  return !/equals|in$/.test(op);
}

/** A stored group, ready to be changed. */
export function draftOf(group: ConditionGroup): DraftGroup {
  const [mode, members]: ["all" | "any", ConditionNode[]] = "all" in group ? ["all", group.all] : ["any", group.any];
  return {
    kind: "group",
    key: newId(),
    mode,
    members: members.map((member) => ("op" in member ? draftLeaf(member) : draftOf(member))),
  };
}

/** The draft with one of its nodes changed, or taken out with null. A group without members goes too. */
export function withNode(
  draft: DraftGroup,
  key: string,
  change: (node: DraftNode) => DraftNode | null,
): DraftGroup | null {
  const members = draft.members.flatMap((member) => {
    if (member.key === key) return change(member) ?? [];
    return member.kind === "group" ? (withNode(member, key, change) ?? []) : member;
  });
  const next = { ...draft, members };
  if (draft.key === key) {
    const changed = change(draft);
    return changed?.kind === "group" ? changed : null;
  }
  return members.length === 0 ? null : next;
}
