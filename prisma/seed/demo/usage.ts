import { hold, settle, settled } from "@/features/budgets/server";
import { findPrice, priceCall, priceList } from "@/features/prices/server";
import { newId } from "@/lib/ids";
import type { SeededPerson } from "../seed-actor";
import { between, pick, randomFrom } from "../random";
import type { Acme } from "./people";

export const DEMO_DAYS = 35;
const DAY_MS = 86_400_000;
const MODELS = ["claude-opus-4-7", "claude-sonnet-4-5", "claude-sonnet-4-5", "claude-haiku-4-5"] as const;
const REPOSITORIES = ["fleet-control", "motion-planner", "arm-firmware", "customer-portal", "telemetry"] as const;

type Random = () => number;
type Call = {
  person: SeededPerson;
  at: Date;
  model: string;
  usage: Record<string, number>;
  isCompanys: boolean;
  repository: string;
  durationMs: number;
};

/** A working day's calls of one person: a long cached context, short answers, more of them in the afternoon. */
function callsOf(person: SeededPerson, day: Date, random: Random): Call[] {
  const isWeekend = [0, 6].includes(day.getUTCDay());
  const count = isWeekend ? between(random, 0, 1) : between(random, 2, 7);
  return Array.from({ length: count }, () => {
    const context = between(random, 9_000, 90_000);
    const at = new Date(day.getTime() + between(random, 8 * 60, 19 * 60) * 60_000);
    const usage = {
      input_tokens: between(random, 40, 2_400),
      output_tokens: between(random, 120, 4_800),
      cache_read_tokens: context,
      cache_write_5m_tokens: between(random, 200, 9_000),
    };
    return {
      person,
      at,
      model: pick(random, MODELS),
      usage,
      isCompanys: random() < 0.85,
      repository: pick(random, REPOSITORIES),
      durationMs: between(random, 700, 9_000),
    };
  });
}

function history(people: readonly SeededPerson[], until: Date): Call[] {
  const random = randomFrom(20_261_122);
  const midnight = Math.floor(until.getTime() / DAY_MS) * DAY_MS;
  const days = Array.from({ length: DEMO_DAYS }, (_, back) => new Date(midnight - (DEMO_DAYS - 1 - back) * DAY_MS));
  return days
    .flatMap((day) => people.flatMap((person) => callsOf(person, day, random)))
    .filter(({ at }) => at < until)
    .sort((one, other) => one.at.getTime() - other.at.getTime());
}

/**
 * Five weeks of model calls, through the ledger's one write path. This month's calls are held first, so the budgets'
 * accounts and the ledger tell the same; last month's accounts are closed.
 */
export async function seedUsage(acme: Acme, until: Date): Promise<void> {
  const people = [...acme.people.values()].filter(({ roleKey }) =>
    ["developer", "builder", "manager"].includes(roleKey),
  );
  const prices = await priceList();
  const monthStart = new Date(Date.UTC(until.getUTCFullYear(), until.getUTCMonth(), 1));
  const calls = history(people, until);
  for (let at = 0; at < calls.length; at += 200) {
    await Promise.all(calls.slice(at, at + 200).map((call) => book(call)));
  }
  if (!(await settled(30_000))) throw new Error("The demo's calls were not booked within 30 seconds.");

  async function book({ person, at, model, usage, isCompanys, repository, durationMs }: Call): Promise<void> {
    const price = findPrice(prices, { provider: "anthropic", model });
    if (!price) throw new Error(`The demo uses ${model}, which has no price.`);
    const { lines, total } = priceCall(price, usage);
    const eventId = newId();
    const facts = {
      eventId,
      orgId: person.orgId,
      employeeId: person.id,
      teamId: person.teamId,
      tokenSource: isCompanys ? ("company" as const) : ("platform" as const),
      metadata: { provider: "anthropic", model, client: "Claude Code", repository },
    };
    if (at >= monthStart) {
      const answer = await hold(
        { ...facts, isBudgeted: true, worst: total, likely: total, expected: total, estimate: lines },
        { signal: AbortSignal.timeout(20_000) },
      );
      if (answer.outcome !== "held") return;
    }
    settle({
      ...facts,
      source: "gateway",
      isEstimated: false,
      lines,
      occurredAt: at,
      log: {
        id: eventId,
        type: "model.call",
        employeeId: person.id,
        actor: { kind: "device", employeeId: person.id, email: person.email },
        sessionId: null,
        clientName: "Claude Code",
        clientVersion: "2.1.330",
        payload: { model, status: 200, costUsd: total.toFixed(), durationMs, ...usage },
      },
    });
  }
}
