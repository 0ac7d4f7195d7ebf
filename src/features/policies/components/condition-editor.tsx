"use client";

import { FolderPlus, Plus, X } from "lucide-react";
import { Button, IconButton } from "@/components/button";
import { Input } from "@/components/input";
import { Select } from "@/components/select";
import { type Condition, MAX_CONDITION_DEPTH } from "../schemas";
import { type DraftGroup, type DraftLeaf, type DraftNode, newGroup, newLeaf, withNode } from "./condition-draft";
import { OPERATOR_WORDS } from "./condition-words";

const MODES = [
  { value: "all" as const, label: "all of these" },
  { value: "any" as const, label: "any of these" },
];
const OPERATORS = (Object.keys(OPERATOR_WORDS) as Condition["op"][]).map((op) => ({
  value: op,
  label: OPERATOR_WORDS[op],
}));

const PLACEHOLDERS: Record<string, string> = {
  equals: "main",
  contains: "rm -rf",
  starts_with: "/etc/",
  matches: "^git push .*--force",
  in: "main, release",
  gt: "600",
  lt: "600",
};

/** The fault of a place in the conditions, such as `all.0.path`. */
export type FaultAt = (place: string) => string | undefined;
type Change = (key: string, change: (node: DraftNode) => DraftNode | null) => void;

type Props = { draft: DraftGroup | null; onChange: (draft: DraftGroup | null) => void; faultAt: FaultAt };

/** When a rule applies: nothing (always), or groups of conditions on what the tool is given. */
export function ConditionEditor({ draft, onChange, faultAt }: Props) {
  if (draft === null) {
    return (
      <div className="flex flex-wrap items-center justify-between gap-2 rounded-md border border-dashed border-line-strong px-3 py-2.5">
        <span className="text-ink-soft">Always, whatever the tool is given.</span>
        <Button size="sm" icon={<Plus aria-hidden />} onClick={() => onChange(newGroup())}>
          Add a condition
        </Button>
      </div>
    );
  }
  const change: Change = (key, apply) => onChange(withNode(draft, key, apply));
  return <Group group={draft} place={draft.mode} depth={1} change={change} faultAt={faultAt} />;
}

type GroupProps = { group: DraftGroup; place: string; depth: number; change: Change; faultAt: FaultAt };

function Group({ group, place, depth, change, faultAt }: GroupProps) {
  const add = (node: DraftNode) =>
    change(group.key, (each) => (each.kind === "group" ? { ...each, members: [...each.members, node] } : each));
  return (
    <div
      role="group"
      aria-label={`Conditions, ${group.mode} of them`}
      className="space-y-2 rounded-md border border-line bg-sunken/50 p-3"
    >
      <div className="flex items-center gap-2">
        <div className="w-36">
          <Select
            label="How the conditions combine"
            size="sm"
            options={MODES}
            value={group.mode}
            onChange={(mode) => change(group.key, (each) => (each.kind === "group" ? { ...each, mode } : each))}
          />
        </div>
        {depth > 1 && (
          <IconButton label="Remove this group" size="sm" onClick={() => change(group.key, () => null)}>
            <X aria-hidden />
          </IconButton>
        )}
      </div>
      {group.members.map((member, index) =>
        member.kind === "group" ? (
          <Group
            key={member.key}
            group={member}
            place={`${place}.${String(index)}.${member.mode}`}
            depth={depth + 1}
            change={change}
            faultAt={faultAt}
          />
        ) : (
          <Leaf key={member.key} leaf={member} place={`${place}.${String(index)}`} change={change} faultAt={faultAt} />
        ),
      )}
      <div className="flex flex-wrap gap-1">
        <Button size="sm" tone="quiet" icon={<Plus aria-hidden />} onClick={() => add(newLeaf())}>
          Condition
        </Button>
        {depth < MAX_CONDITION_DEPTH && (
          <Button size="sm" tone="quiet" icon={<FolderPlus aria-hidden />} onClick={() => add(newGroup("any"))}>
            Group
          </Button>
        )}
      </div>
    </div>
  );
}

type LeafProps = { leaf: DraftLeaf; place: string; change: Change; faultAt: FaultAt };

function Leaf({ leaf, place, change, faultAt }: LeafProps) {
  const set = (patch: Partial<Omit<DraftLeaf, "kind" | "key">>) =>
    change(leaf.key, (each) => (each.kind === "leaf" ? { ...each, ...patch } : each));
  const plain = leaf.op.replace(/^not_/, "");
  const faults = [faultAt(`${place}.path`), faultAt(`${place}.value`)].filter((fault) => fault !== undefined);
  return (
    <div>
      <div className="grid grid-cols-[1fr_2rem] items-center gap-2 sm:grid-cols-[3fr_3fr_4fr_1.5rem]">
        <Input
          aria-label="Field of the tool's input"
          placeholder="command"
          value={leaf.path}
          onChange={(event) => set({ path: event.target.value })}
          aria-invalid={faultAt(`${place}.path`) !== undefined ? true : undefined}
          spellCheck={false}
          autoComplete="off"
          isMono
        />
        <div className="max-sm:col-start-1">
          <Select label="Comparison" options={OPERATORS} value={leaf.op} onChange={(op) => set({ op })} />
        </div>
        {plain === "exists" ? (
          <span className="max-sm:hidden" />
        ) : (
          <div className="max-sm:col-start-1">
            <Input
              aria-label="Value"
              placeholder={PLACEHOLDERS[plain]}
              value={leaf.value}
              onChange={(event) => set({ value: event.target.value })}
              aria-invalid={faultAt(`${place}.value`) !== undefined ? true : undefined}
              spellCheck={false}
              autoComplete="off"
              isMono
            />
          </div>
        )}
        <div className="max-sm:col-start-2 max-sm:row-start-1">
          <IconButton label="Remove this condition" size="sm" onClick={() => change(leaf.key, () => null)}>
            <X aria-hidden />
          </IconButton>
        </div>
      </div>
      {faults.length > 0 && (
        <p role="alert" className="pt-1 text-xs font-medium text-deny">
          {faults.join(" · ")}
        </p>
      )}
    </div>
  );
}
