"use client";

import { useRouter } from "next/navigation";
import { type ReactElement, useId, useState } from "react";
import { Controller } from "react-hook-form";
import { z } from "zod";
import { Button } from "@/components/button";
import { Dialog } from "@/components/dialog";
import { Field } from "@/components/field";
import { Form, useSchemaForm } from "@/components/form";
import { SelectField, TextField } from "@/components/form-fields";
import { toastDone } from "@/components/toast";
import { PersonPicker } from "@/features/employees/components";
import { trpc } from "@/lib/trpc";
import { BUDGET_MODES, BUDGET_PERIODS, BudgetLimit, SetBudgetInput } from "../schemas";
import { MODE_WORDS } from "./budget-words";

/** What the form holds: an empty limit is none, and who is chosen apart from for whom. */
const BudgetForm = z
  .object({
    scope: z.enum(["ORG", "EMPLOYEE"]),
    employee: z.object({ id: z.uuid(), fullName: z.string() }).nullable(),
    period: z.enum(BUDGET_PERIODS),
    limitUsd: z.union([z.literal(""), BudgetLimit]),
    mode: z.enum(BUDGET_MODES),
  })
  .refine(({ scope, employee }) => scope === "ORG" || employee !== null, {
    path: ["employee"],
    message: "Choose a person",
  });

const SCOPES = [
  { value: "ORG" as const, label: "Whole organization" },
  { value: "EMPLOYEE" as const, label: "One person" },
];
const PERIODS = [
  { value: "DAY" as const, label: "Each day" },
  { value: "MONTH" as const, label: "Each month" },
];
const MODES = BUDGET_MODES.map((mode) => ({ value: mode, ...(MODE_WORDS[mode] ?? { label: mode }) }));

type Existing = {
  scope: string;
  period: string;
  mode: string;
  limitUsd: string | null;
  alertAt: readonly number[];
  employee: { id: string; fullName: string } | null;
};
type Props = { trigger: ReactElement<Record<string, unknown>>; budget?: Existing };

/** Sets a limit, or changes one. It binds the next call. */
export function SetBudgetDialog({ trigger, budget }: Props) {
  const [isOpen, setIsOpen] = useState(false);
  return (
    <Dialog
      title={budget ? "Change the budget" : "Set a budget"}
      description="It binds the next call. A limit below what is spent stops further calls."
      isOpen={isOpen}
      onOpenChange={setIsOpen}
      trigger={trigger}
    >
      <BudgetFields budget={budget} onDone={() => setIsOpen(false)} />
    </Dialog>
  );
}

function defaultsOf(budget: Existing | undefined): z.input<typeof BudgetForm> {
  return {
    scope: budget?.scope === "EMPLOYEE" ? "EMPLOYEE" : "ORG",
    employee: budget?.employee ? { id: budget.employee.id, fullName: budget.employee.fullName } : null,
    period: budget?.period === "DAY" ? "DAY" : "MONTH",
    limitUsd: budget?.limitUsd ?? "",
    mode: BUDGET_MODES.find((mode) => mode === budget?.mode) ?? "BOUNDED",
  };
}

function BudgetFields({ budget, onDone }: { budget: Existing | undefined; onDone: () => void }) {
  const router = useRouter();
  const personId = useId();
  const set = trpc.budgets.set.useMutation();
  const form = useSchemaForm(BudgetForm, defaultsOf(budget));
  const { control } = form;
  const submit = async ({ scope, employee, limitUsd, ...rest }: z.output<typeof BudgetForm>) => {
    const common = {
      ...rest,
      limitUsd: limitUsd === "" ? null : limitUsd,
      ...(budget && { alertAt: [...budget.alertAt] }),
    };
    const target = scope === "EMPLOYEE" && employee ? { scope, employeeId: employee.id } : { scope: "ORG" as const };
    await set.mutateAsync(SetBudgetInput.parse({ ...common, ...target }));
    toastDone("Budget set", "It binds the next call.");
    onDone();
    router.refresh();
  };
  return (
    <Form form={form} label="Budget" onSubmit={submit}>
      {!budget && <SelectField control={control} name="scope" label="For" options={SCOPES} />}
      {!budget && form.watch("scope") === "EMPLOYEE" && (
        <Controller
          control={control}
          name="employee"
          render={({ field, fieldState }) => (
            <Field id={personId} label="Person" error={fieldState.error?.message}>
              <PersonPicker id={personId} label="Person" person={field.value} onChange={field.onChange} />
            </Field>
          )}
        />
      )}
      <div className="grid grid-cols-2 gap-4">
        <TextField
          control={control}
          name="limitUsd"
          label="Limit"
          inputMode="decimal"
          placeholder="250.00"
          prefix="$"
          hint="0 allows nothing; empty is no limit."
        />
        {!budget && <SelectField control={control} name="period" label="Renewed" options={PERIODS} />}
      </div>
      <SelectField control={control} name="mode" label="How strictly" options={MODES} />
      <div className="flex justify-end">
        <Button type="submit" tone="primary" isPending={form.formState.isSubmitting}>
          {budget ? "Change budget" : "Set budget"}
        </Button>
      </div>
    </Form>
  );
}
