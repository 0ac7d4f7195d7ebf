"use client";

import { useRouter } from "next/navigation";
import { Controller } from "react-hook-form";
import type { z } from "zod";
import { Button, ButtonLink } from "@/components/button";
import { Form, useSchemaForm } from "@/components/form";
import { CheckboxField, SelectField, TextField } from "@/components/form-fields";
import { toastDone } from "@/components/toast";
import { trpc } from "@/lib/trpc";
import { CreateModelPolicyInput } from "../schemas";
import { type Attached, BindsField } from "./binds-field";
import { GlobsField } from "./globs-field";

const SEVERITIES = [
  { value: "block" as const, label: "Deny", detail: "The call is refused by name." },
  { value: "log" as const, label: "Audit", detail: "The call passes and is recorded." },
];
const ALLOW_HINT = "One a line; * stands for anything: claude-sonnet-*. Empty allows all but the denied.";
const DENY_HINT = "One a line. A denied model is refused even where it is allowed.";

export type EditableModelPolicy = {
  id: string;
  version: number;
  name: string;
  description: string | null;
  rules: { allow: string[]; deny: string[] };
  severity: "block" | "log";
  appliesTo: string;
  isEnabled: boolean;
  teams: readonly { id: string }[];
  employees: readonly { id: string }[];
  agents: readonly { id: string }[];
};

type Props = { org: string; policy?: EditableModelPolicy; teams: readonly { id: string; name: string }[] };

function attachedOf(policy: EditableModelPolicy | undefined): Attached {
  const ids = (rows: readonly { id: string }[] = []) => rows.map(({ id }) => id);
  return { teamIds: ids(policy?.teams), employeeIds: ids(policy?.employees), agentIds: ids(policy?.agents) };
}

function useModelPolicyForm(policy: EditableModelPolicy | undefined) {
  const attached = attachedOf(policy);
  return useSchemaForm(CreateModelPolicyInput, {
    name: policy?.name ?? "",
    description: policy?.description ?? "",
    rules: policy?.rules ?? { allow: [], deny: [] },
    severity: policy?.severity ?? "block",
    attachment: policy?.appliesTo === "ATTACHED" ? { appliesTo: "ATTACHED", ...attached } : { appliesTo: "ORG" },
    isEnabled: policy?.isEnabled ?? true,
  });
}

/** Writes an allow-list of models: which, what happens otherwise, and whom it binds. */
export function ModelPolicyForm({ org, policy, teams }: Props) {
  const router = useRouter();
  const create = trpc.policies.createModelPolicy.useMutation();
  const update = trpc.policies.updateModelPolicy.useMutation();
  const form = useModelPolicyForm(policy);
  const { control } = form;
  const submit = async (values: z.output<typeof CreateModelPolicyInput>) => {
    const saved = policy
      ? await update.mutateAsync({ policyId: policy.id, version: policy.version, ...values })
      : await create.mutateAsync(values);
    toastDone("Model list saved", "It is in force within a second.");
    router.push(`/${org}/control/policies/models/${saved.id}`);
    router.refresh();
  };
  return (
    <Form form={form} label="Model list" onSubmit={submit}>
      <div className="grid gap-4 sm:grid-cols-2">
        <TextField control={control} name="name" label="Name" placeholder="Models we have vetted" />
        <SelectField control={control} name="severity" label="What is not allowed" options={SEVERITIES} />
      </div>
      <GlobsField control={control} name="rules.allow" label="Allowed models" hint={ALLOW_HINT} />
      <GlobsField control={control} name="rules.deny" label="Denied models" hint={DENY_HINT} />
      <Controller
        control={control}
        name="attachment"
        render={({ field: { value, onChange } }) => (
          <BindsField value={value} initial={attachedOf(policy)} onChange={onChange} teams={teams} />
        )}
      />
      <CheckboxField control={control} name="isEnabled" label="In force" detail="Off keeps it for later." />
      <div className="flex gap-2">
        <Button type="submit" tone="primary" isPending={form.formState.isSubmitting}>
          {policy ? "Save list" : "Create list"}
        </Button>
        <ButtonLink href={`/${org}/control/policies`}>Cancel</ButtonLink>
      </div>
    </Form>
  );
}
