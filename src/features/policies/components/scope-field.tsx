"use client";

import { useState } from "react";
import { Select } from "@/components/select";
import { PersonPicker } from "@/features/employees/components";

type Scope = { teamId?: string | undefined; employeeId?: string | undefined; agentId?: string | undefined };
type Named = { id: string; name: string };
type Props = { scope: Scope; onChange: (scope: Scope) => void; teams: readonly Named[]; agents: readonly Named[] };

const WHO = [
  { value: "everyone" as const, label: "Everyone" },
  { value: "team" as const, label: "A team", detail: "with every team below it" },
  { value: "person" as const, label: "One person" },
];
const ANY_AGENT = "any";

/** Whom a rule binds, and in which agent. */
export function ScopeField({ scope, onChange, teams, agents }: Props) {
  const [who, setWho] = useState<"everyone" | "team" | "person">("everyone");
  const [person, setPerson] = useState<{ id: string; fullName: string } | null>(null);
  const agent = scope.agentId === undefined ? {} : { agentId: scope.agentId };
  const agentOptions = [
    { value: ANY_AGENT, label: "Any agent" },
    ...agents.map(({ id, name }) => ({ value: id, label: name })),
  ];
  return (
    <fieldset className="grid gap-3 sm:grid-cols-2">
      <legend className="pb-1.5 text-sm font-medium">Binds</legend>
      <Select
        label="Whom it binds"
        options={WHO}
        value={who}
        onChange={(next) => {
          setWho(next);
          onChange(agent);
        }}
      />
      {who === "team" && (
        <Select
          label="Team"
          placeholder="Choose a team"
          options={teams.map(({ id, name }) => ({ value: id, label: name }))}
          value={scope.teamId ?? null}
          onChange={(teamId) => onChange({ ...agent, teamId })}
        />
      )}
      {who === "person" && (
        <PersonPicker
          label="Person"
          person={person}
          onChange={(next) => {
            setPerson(next);
            onChange({ ...agent, ...(next && { employeeId: next.id }) });
          }}
        />
      )}
      {agents.length > 0 && (
        <Select
          label="Agent"
          options={agentOptions}
          value={scope.agentId ?? ANY_AGENT}
          onChange={(agentId) => {
            const { agentId: _, ...rest } = scope;
            onChange(agentId === ANY_AGENT ? rest : { ...rest, agentId });
          }}
        />
      )}
    </fieldset>
  );
}
