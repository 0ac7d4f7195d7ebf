"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { Controller } from "react-hook-form";
import { Button, ButtonLink } from "@/components/button";
import { Checkbox } from "@/components/checkbox";
import { Form, useSchemaForm } from "@/components/form";
import { SelectField, TextField } from "@/components/form-fields";
import { toastDone } from "@/components/toast";
import { trpc } from "@/lib/trpc";
import { CreateModelPolicyInput } from "../schemas";
import { GlobsField } from "./globs-field";

const SEVERITIES = [
  { value: "block" as const, label: "Deny", detail: "The call is refused by name." },
  { value: "log" as const, label: "Audit", detail: "The call passes and is recorded." },
];
const BINDS = [
  { value: "ORG" as const, label: "Everyone" },
  { value: "ATTACHED" as const, label: "Some teams", detail: "with every team below them; none chosen is a draft" },
];

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
type Attached = { teamIds: string[]; employeeIds: string[]; agentIds: string[] };

function attachedOf(policy: EditableModelPolicy | undefined): Attached {
  const ids = (rows: readonly { id: string }[] = []) => rows.map(({ id }) => id);
  return { teamIds: ids(policy?.teams), employeeIds: ids(policy?.employees), agentIds: ids(policy?.agents) };
}

/** Writes an allow-list of models: which, what happens otherwise, and whom it binds. */
export function ModelPolicyForm({ org, policy, teams }: Props) {
  const router = useRouter();
  const create = trpc.policies.createModelPolicy.useMutation();
  const update = trpc.policies.updateModelPolicy.useMutation();
  const [attached, setAttached] = useState(() => attachedOf(policy));
  const form = useSchemaForm(CreateModelPolicyInput, {
    name: policy?.name ?? "",
    description: policy?.description ?? "",
    rules: policy?.rules ?? { allow: [], deny: [] },
    severity: policy?.severity ?? "block",
    attachment: policy?.appliesTo === "ATTACHED" ? { appliesTo: "ATTACHED", ...attached } : { appliesTo: "ORG" },
    isEnabled: policy?.isEnabled ?? true,
  });
  const { control } = form;
  const bind = (next: Attached, set: (value: unknown) => void) => {
    setAttached(next);
    set({ appliesTo: "ATTACHED", ...next });
  };
  return (
    <Form
      form={form}
      label="Model list"
      onSubmit={async (values) => {
        const saved = policy
          ? await update.mutateAsync({ policyId: policy.id, version: policy.version, ...values })
          : await create.mutateAsync(values);
        toastDone("Model list saved", "It is in force within a second.");
        router.push(`/${org}/control/policies/models/${saved.id}`);
        router.refresh();
      }}
    >
      <div className="grid gap-4 sm:grid-cols-2">
        <TextField control={control} name="name" label="Name" placeholder="Models we have vetted" />
        <SelectField control={control} name="severity" label="What is not allowed" options={SEVERITIES} />
      </div>
      <GlobsField
        control={control}
        name="rules.allow"
        label="Allowed models"
        hint="One a line; * stands for anything: claude-sonnet-*. Empty allows all but the denied."
      />
      <GlobsField
        control={control}
        name="rules.deny"
        label="Denied models"
        hint="One a line. A denied model is refused even where it is allowed."
      />
      <Controller
        control={control}
        name="attachment"
        render={({ field }) => (
          <fieldset className="space-y-3">
            <legend className="pb-1.5 text-sm font-medium">Binds</legend>
            <SelectBinds
              value={field.value?.appliesTo ?? "ORG"}
              onChange={(to) => (to === "ORG" ? field.onChange({ appliesTo: "ORG" }) : bind(attached, field.onChange))}
            />
            {field.value?.appliesTo === "ATTACHED" &&
              teams.map(({ id, name }) => (
                <Checkbox
                  key={id}
                  label={name}
                  checked={attached.teamIds.includes(id)}
                  onChange={(isChosen) =>
                    bind(
                      {
                        ...attached,
                        teamIds: isChosen ? [...attached.teamIds, id] : attached.teamIds.filter((each) => each !== id),
                      },
                      field.onChange,
                    )
                  }
                />
              ))}
          </fieldset>
        )}
      />
      <Controller
        control={control}
        name="isEnabled"
        render={({ field }) => (
          <Checkbox
            label="In force"
            detail="Off keeps it for later."
            checked={field.value ?? true}
            onChange={field.onChange}
          />
        )}
      />
      <div className="flex gap-2">
        <Button type="submit" tone="primary" isPending={form.formState.isSubmitting}>
          {policy ? "Save list" : "Create list"}
        </Button>
        <ButtonLink href={`/${org}/control/policies`}>Cancel</ButtonLink>
      </div>
    </Form>
  );
}

function SelectBinds({
  value,
  onChange,
}: {
  value: "ORG" | "ATTACHED";
  onChange: (value: "ORG" | "ATTACHED") => void;
}) {
  return (
    <div className="space-y-2" role="radiogroup" aria-label="Whom it binds">
      {BINDS.map((option) => (
        <label key={option.value} className="flex items-start gap-2.5">
          <input
            type="radio"
            name="binds"
            className="mt-0.5 size-4 accent-accent"
            checked={value === option.value}
            onChange={() => onChange(option.value)}
          />
          <span>
            {option.label}
            {option.detail !== undefined && <span className="block text-xs text-ink-faint">{option.detail}</span>}
          </span>
        </label>
      ))}
    </div>
  );
}
