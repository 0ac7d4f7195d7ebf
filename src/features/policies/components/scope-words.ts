type Named = { name: string } | null;
type Scoped = { team: Named; employee: { fullName: string } | null; agent: Named };

/** Whom a rule binds, in words. */
export function scopeWords({ team, employee, agent }: Scoped): string {
  const who = employee?.fullName ?? team?.name ?? "Everyone";
  return agent === null ? who : `${who}, in ${agent.name}`;
}
