"use client";

import { FlaskConical } from "lucide-react";
import { useState } from "react";
import { Button } from "@/components/button";
import { Field } from "@/components/field";
import { type Refusal, Refused, refusalOf } from "@/components/form";
import { Input, TextArea } from "@/components/input";
import { Notice } from "@/components/notice";
import { type Verdict, VerdictBadge } from "@/components/verdict-badge";
import { trpc } from "@/lib/trpc";
import type { TryRuleInput } from "../schemas";
import type { z } from "zod";

type Draft = z.input<typeof TryRuleInput>["rule"];
type Answer = { isMatch: boolean; verdict: Verdict; reason: string | null; remedy: string | null };

const EXAMPLE = '{ "command": "rm -rf build" }';

/** Tries the rule as it stands in the form, alone, on a pasted call. The code that answers is the gate's own; nothing is stored. */
export function TryRulePanel({ draftOf }: { draftOf: () => Draft }) {
  const [tool, setTool] = useState("Bash");
  const [input, setInput] = useState(EXAMPLE);
  const [answer, setAnswer] = useState<Answer | Refusal | null>(null);
  const tryRule = trpc.policies.tryRule.useMutation();
  const attempt = async () => {
    try {
      const call = { tool, input: parsed(input) };
      setAnswer(await tryRule.mutateAsync({ rule: draftOf(), call }));
    } catch (error) {
      setAnswer(refusalOf(error));
    }
  };
  return (
    <div className="space-y-3">
      <Field id="try-tool" label="Tool">
        <Input id="try-tool" value={tool} onChange={(event) => setTool(event.target.value)} spellCheck={false} isMono />
      </Field>
      <Field id="try-input" label="Its input" hint="As JSON, the way the agent sends it.">
        <TextArea
          id="try-input"
          rows={5}
          value={input}
          onChange={(event) => setInput(event.target.value)}
          spellCheck={false}
          isMono
        />
      </Field>
      <Button icon={<FlaskConical aria-hidden />} isPending={tryRule.isPending} onClick={() => void attempt()}>
        Try it
      </Button>
      <div role="status">{answer !== null && <Result answer={answer} />}</div>
    </div>
  );
}

/** What is typed is JSON, or an error in our words. */
function parsed(text: string) {
  try {
    return JSON.parse(text) as never;
  } catch (cause) {
    throw new Refused('The input is not valid JSON: quote names and texts with “"”.', { cause });
  }
}

function Result({ answer }: { answer: Answer | Refusal }) {
  if ("message" in answer) return <Notice tone="error" title={answer.message} />;
  return (
    <div className="space-y-1 rounded-md border border-line bg-sunken/50 px-3 py-2.5">
      <p className="flex items-center gap-2">
        <VerdictBadge verdict={answer.verdict} />
        <span className="text-ink-soft">{answer.isMatch ? "The rule applies." : "The rule does not apply."}</span>
      </p>
      {answer.isMatch && answer.reason !== null && <p className="text-ink">{answer.reason}</p>}
      {answer.isMatch && answer.remedy !== null && <p className="text-ink-faint">{answer.remedy}</p>}
    </div>
  );
}
