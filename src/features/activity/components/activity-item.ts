/** One row of the log as lists show it. */
export type ActivityItem = {
  id: string;
  at: Date;
  type: string;
  category: string;
  isFromDevice: boolean;
  client: string | null;
  actor: { kind: string; email?: string | undefined; ip?: string | undefined };
  employee: { id: string; fullName: string; email: string } | null;
  subject: {
    targetType?: string | undefined;
    targetId?: string | undefined;
    tool?: string | undefined;
    model?: string | undefined;
    reason?: string | undefined;
  };
};

/** Who it was: the person, or what acted by itself. */
export function actorWords(item: ActivityItem): string {
  if (item.actor.kind === "system") return "Steward";
  if (item.actor.email !== undefined && item.actor.email === item.employee?.email) return item.employee.fullName;
  return item.actor.email ?? item.employee?.fullName ?? "A visitor";
}

/** What it was about, in a few words; empty when the row does not say. */
export function subjectWords({ subject, employee, actor }: ActivityItem): string {
  const what = subject.tool ?? subject.model;
  if (what !== undefined) return subject.reason === undefined ? what : `${what}: ${subject.reason}`;
  if (employee !== null && actor.email !== employee.email) return employee.fullName;
  return subject.reason ?? "";
}
