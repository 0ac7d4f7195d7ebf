import { type Action, type Decision, decide, loadGate, recordDecision } from "@/features/policies/server";
import type { Identity } from "@/features/devices/server";
import { DomainError } from "@/server/errors";
import { log } from "@/server/log";

type Asked = { identity: Identity; action: Action; requestId: string; about: Record<string, string | number | null> };

/**
 * Decides one action and puts the decision on record before it is told. Throws UNAVAILABLE when the rules cannot be read
 * or the decision cannot be recorded; whoever asked then refuses.
 */
export async function decideAndRecord({ identity, action, requestId, about }: Asked): Promise<Decision> {
  const gate = await loadGate(identity.orgId, identity.employeeId);
  const decision = decide(gate, action);
  try {
    await recordDecision({ identity, action, decision, requestId, about });
  } catch (cause) {
    log().error({ err: cause }, "a decision could not be recorded");
    throw new DomainError("UNAVAILABLE", "This cannot be put on record right now, so it is not allowed.", {
      remedy: "Try again in a minute.",
      retryAfterSeconds: 5,
      cause,
    });
  }
  return decision;
}
