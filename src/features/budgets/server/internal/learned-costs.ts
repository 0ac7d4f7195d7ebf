import { z } from "zod";
import { log } from "@/server/log";
import { onceInProcess } from "@/server/once";
import { systemPool } from "@/server/system-db";
import { Histogram } from "./histogram";

/** What one finished call teaches. */
export type Lesson = {
  client: string;
  model: string;
  bodyBytes: number;
  /** What its input cost in US dollars, all classes together. */
  inputCost: number;
  outputTokens: number;
};

/** What is believed of calls by one client to one model. */
export type Belief = {
  inputPerByte: { likely: number; expected: number } | null;
  outputTokens: { likely: number; expected: number } | null;
};

/** Fewer calls than these say nothing about the rare one. */
const MIN_SAMPLES = 50;
/** With fewer than a thousand the 99.9th percentile is the largest seen, and the next larger one is still to come. */
const YOUNG = { samples: 1_000, allowance: 1.25 };
const REFRESH_EVERY = 64;

type Learned = { inputPerByte: Histogram; outputTokens: Histogram; belief: Belief; age: number };

const learned = onceInProcess("budgets.learned", () => new Map<string, Learned>());

function entryFor(client: string, model: string): Learned {
  const key = `${client}\n${model}`;
  const entry = learned().get(key) ?? {
    inputPerByte: new Histogram(),
    outputTokens: new Histogram(),
    belief: { inputPerByte: null, outputTokens: null },
    age: 0,
  };
  learned().set(key, entry);
  return entry;
}

function believe(histogram: Histogram): { likely: number; expected: number } | null {
  if (histogram.size < MIN_SAMPLES) return null;
  const allowance = histogram.size < YOUNG.samples ? YOUNG.allowance : 1;
  return { likely: histogram.quantile(0.999) * allowance, expected: histogram.mean };
}

/** Takes a finished call into account. */
export function learn({ client, model, bodyBytes, inputCost, outputTokens }: Lesson): void {
  if (bodyBytes <= 0) return;
  const entry = entryFor(client, model);
  entry.inputPerByte.add(inputCost / bodyBytes);
  entry.outputTokens.add(outputTokens);
  entry.age += 1;
  if (entry.age % REFRESH_EVERY === 0 || entry.inputPerByte.size === MIN_SAMPLES) {
    entry.belief = { inputPerByte: believe(entry.inputPerByte), outputTokens: believe(entry.outputTokens) };
  }
}

/** What is known of such calls; nothing until there were enough of them. */
export function beliefAbout(client: string, model: string): Belief {
  return entryFor(client, model).belief;
}

const PastCall = z.object({
  client: z.string(),
  model: z.string(),
  bodyBytes: z.coerce.number(),
  inputCost: z.coerce.number(),
  outputTokens: z.coerce.number(),
});

/** Learns from the last week's log, so that a new process does not begin as a stranger. */
export async function learnFromLog(): Promise<void> {
  try {
    const { rows } = await systemPool().query(
      `select client_name as client, payload ->> 'model' as model, payload ->> 'bodyBytes' as "bodyBytes",
              payload ->> 'inputCostUsd' as "inputCost", payload -> 'usage' ->> 'output_tokens' as "outputTokens"
       from activity_logs
       where event_type = 'model.call' and created_at > now() - interval '7 days' and client_name is not null
         and payload ? 'inputCostUsd'
       order by created_at desc limit 5000`,
    );
    for (const row of rows.reverse()) {
      const call = PastCall.safeParse(row);
      if (call.success) learn(call.data);
    }
  } catch (error) {
    log().warn({ err: error }, "past calls could not be read; estimates start from defaults");
  }
}
