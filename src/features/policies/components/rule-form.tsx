"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { Controller, type FieldErrors, get } from "react-hook-form";
import { Button, ButtonLink } from "@/components/button";
import { Card } from "@/components/card";
import { Form, useSchemaForm } from "@/components/form";
import { SelectField, TextAreaField, TextField } from "@/components/form-fields";
import { toastDone } from "@/components/toast";
import { trpc } from "@/lib/trpc";
import { type ConditionGroup, CreateToolRuleInput } from "../schemas";
import { type DraftGroup, conditionsOf, draftOf } from "./condition-draft";
import { ConditionEditor } from "./condition-editor";
import { ScopeField } from "./scope-field";
import { TryRulePanel } from "./try-rule-panel";

const ACTIONS = [
  { value: "deny" as const, label: "Deny", detail: "The call is refused; the agent reads the reason." },
  { value: "audit" as const, label: "Audit", detail: "The call passes and is recorded." },
];

export type EditableRule = {
  id: string;
  toolName: string;
  action: "deny" | "audit";
  conditions: ConditionGroup | null;
  reason: string | null;
  version: number;
};
type Named = { id: string; name: string };
type Props = {
  org: string;
  /** The rule to change; without one a new rule is made. Whom a rule binds never changes: that would be another rule. */
  rule?: EditableRule;
  teams: readonly Named[];
  agents: readonly Named[];
};

function useSave(rule: EditableRule | undefined) {
  const create = trpc.policies.createToolRule.useMutation();
  const update = trpc.policies.updateToolRule.useMutation();
  return async (values: CreateValues) => {
    if (!rule) return create.mutateAsync(values);
    const { scope: _, isEnabled: __, ...change } = values;
    return update.mutateAsync({ toolRuleId: rule.id, version: rule.version, ...change });
  };
}
type CreateValues = ReturnType<typeof CreateToolRuleInput.parse>;

/** The first message at a place of the conditions, or below it. */
function faultIn(errors: FieldErrors, place: string): string | undefined {
  const message: unknown = get(errors, `conditions.${place}.message`);
  return typeof message === "string" ? message : undefined;
}

function useRuleForm(rule: EditableRule | undefined) {
  const [draft, setDraft] = useState<DraftGroup | null>(rule?.conditions ? draftOf(rule.conditions) : null);
  const form = useSchemaForm(CreateToolRuleInput, {
    toolName: rule?.toolName ?? "",
    action: rule?.action ?? "deny",
    reason: rule?.reason ?? "",
    conditions: rule?.conditions ?? null,
    scope: {},
    isEnabled: true,
  });
  const changeConditions = (next: DraftGroup | null) => {
    setDraft(next);
    // Checked while a person types only once a fault has been shown.
    form.setValue("conditions", conditionsOf(next), { shouldValidate: form.formState.isSubmitted, shouldDirty: true });
  };
  const ruleDraft = () => {
    const { toolName, action, reason } = form.getValues();
    return { toolName, action, reason: reason ?? "", conditions: conditionsOf(draft) };
  };
  return { form, draft, changeConditions, ruleDraft };
}

/** Writes a rule, and tries it before it is saved. */
export function RuleForm({ org, rule, teams, agents }: Props) {
  const router = useRouter();
  const save = useSave(rule);
  const { form, draft, changeConditions, ruleDraft } = useRuleForm(rule);
  const { control, formState } = form;
  const submit = async (values: CreateValues) => {
    const saved = await save(values);
    toastDone(rule ? "Rule saved" : "Rule created", "It is in force within a second.");
    router.push(`/${org}/control/policies/${saved.id}`);
    router.refresh();
  };
  return (
    <div className="grid items-start gap-6 lg:grid-cols-[3fr_2fr]">
      <Card title={rule ? "What it says" : "New rule"}>
        <Form form={form} label="Rule" onSubmit={submit}>
          <SaysFields control={control} />
          <div className="space-y-1.5">
            <p className="text-sm font-medium">When</p>
            <ConditionEditor
              draft={draft}
              onChange={changeConditions}
              faultAt={(place) => faultIn(formState.errors, place)}
            />
          </div>
          <TextAreaField
            control={control}
            name="reason"
            label="Reason"
            hint={REASON_HINT}
            placeholder={REASON_EXAMPLE}
          />
          {!rule && (
            <Controller
              control={control}
              name="scope"
              render={({ field: { value, onChange } }) => (
                <ScopeField scope={value ?? {}} onChange={onChange} teams={teams} agents={agents} />
              )}
            />
          )}
          <div className="flex gap-2">
            <Button type="submit" tone="primary" isPending={formState.isSubmitting}>
              {rule ? "Save rule" : "Create rule"}
            </Button>
            <ButtonLink href={`/${org}/control/policies`}>Cancel</ButtonLink>
          </div>
        </Form>
      </Card>
      <Card title="Try it" description="What this rule, alone, would say to a call.">
        <TryRulePanel draftOf={ruleDraft} />
      </Card>
    </div>
  );
}

const REASON_HINT = "People read it where their agent was refused. Say what to do instead.";
const REASON_EXAMPLE = "Deleting folders needs a colleague. Move them to /trash instead.";

function SaysFields({ control }: { control: ReturnType<typeof useRuleForm>["form"]["control"] }) {
  return (
    <div className="grid gap-4 sm:grid-cols-2">
      <TextField
        control={control}
        name="toolName"
        label="Tool"
        placeholder="Bash"
        hint="* stands for anything: mcp__github__*"
        autoComplete="off"
        spellCheck={false}
        isMono
      />
      <SelectField control={control} name="action" label="Then" options={ACTIONS} />
    </div>
  );
}
