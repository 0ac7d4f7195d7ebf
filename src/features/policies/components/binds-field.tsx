"use client";

import { useState } from "react";
import type { z } from "zod";
import { Checkbox } from "@/components/checkbox";
import type { Attachment } from "../schemas";

export type Attached = { teamIds: string[]; employeeIds: string[]; agentIds: string[] };

const BINDS = [
  { value: "ORG" as const, label: "Everyone" },
  { value: "ATTACHED" as const, label: "Some teams", detail: "with every team below them; none chosen is a draft" },
];

type Props = {
  value: z.input<typeof Attachment> | undefined;
  /** What was chosen when the form began, and comes back when somebody changes his or her mind. */
  initial: Attached;
  onChange: (value: z.input<typeof Attachment>) => void;
  teams: readonly { id: string; name: string }[];
};

/** Whom an allow-list binds: everyone, or what is ticked. */
export function BindsField({ value, initial, onChange, teams }: Props) {
  const [attached, setAttached] = useState(initial);
  const appliesTo = value?.appliesTo ?? "ORG";
  const bind = (next: Attached) => {
    setAttached(next);
    onChange({ appliesTo: "ATTACHED", ...next });
  };
  const toggle = (id: string, isChosen: boolean) => {
    const others = attached.teamIds.filter((each) => each !== id);
    bind({ ...attached, teamIds: isChosen ? [...others, id] : others });
  };
  return (
    <fieldset className="space-y-2">
      <legend className="pb-1.5 text-sm font-medium">Binds</legend>
      {BINDS.map((option) => (
        <label key={option.value} className="flex items-start gap-2.5">
          <input
            type="radio"
            name="binds"
            className="mt-0.5 size-4 accent-accent"
            checked={appliesTo === option.value}
            onChange={() => (option.value === "ORG" ? onChange({ appliesTo: "ORG" }) : bind(attached))}
          />
          <span>
            {option.label}
            {option.detail !== undefined && <span className="block text-xs text-ink-faint">{option.detail}</span>}
          </span>
        </label>
      ))}
      {appliesTo === "ATTACHED" && (
        <div className="grid gap-2 pl-6.5 sm:grid-cols-2">
          {teams.map(({ id, name }) => (
            <Checkbox
              key={id}
              label={name}
              checked={attached.teamIds.includes(id)}
              onChange={(isChosen) => toggle(id, isChosen)}
            />
          ))}
        </div>
      )}
    </fieldset>
  );
}
