"use client";

import { useRouter } from "next/navigation";
import { Controller } from "react-hook-form";
import { z } from "zod";
import { Button } from "@/components/button";
import { Checkbox } from "@/components/checkbox";
import { Form, useSchemaForm } from "@/components/form";
import { TextField } from "@/components/form-fields";
import { toastDone } from "@/components/toast";
import { trpc } from "@/lib/trpc";
import { OrganizationName, OrganizationSettings } from "../schemas";

const { sessionHours, idleMinutes, maxOutputTokens } = OrganizationSettings.shape;

/** What the form holds: figures are typed as text, and become numbers when they are checked. */
const OrganizationFields = z.object({
  name: OrganizationName,
  timeZone: z.string().min(1),
  company: z.boolean(),
  platform: z.boolean(),
  personal: z.boolean(),
  sessionHours: figure(sessionHours.unwrap()),
  idleMinutes: figure(idleMinutes.unwrap()),
  maxOutputTokens: figure(maxOutputTokens.unwrap()),
});

function figure(schema: z.ZodNumber) {
  return z
    .string()
    .regex(/^\d{1,9}$/, "Enter a whole number")
    .transform(Number)
    .pipe(schema);
}

type Organization = {
  name: string;
  timeZone: string;
  settings: {
    tokenSources: { company: boolean; platform: boolean; personal: boolean };
    sessionHours: number;
    idleMinutes: number;
    maxOutputTokens: number;
  };
};

const SOURCES = [
  { name: "company" as const, label: "The company's own key", detail: "Tried first." },
  { name: "personal" as const, label: "People's own keys", detail: "Tried next, where a person has stored one." },
  { name: "platform" as const, label: "Steward's key", detail: "Tried last, and billed by Steward." },
];

function useOrganizationForm({ name, timeZone, settings }: Organization) {
  return useSchemaForm(OrganizationFields, {
    name,
    timeZone,
    ...settings.tokenSources,
    sessionHours: String(settings.sessionHours),
    idleMinutes: String(settings.idleMinutes),
    maxOutputTokens: String(settings.maxOutputTokens),
  });
}
type FieldsControl = ReturnType<typeof useOrganizationForm>["control"];

/** What holds for the whole organization. Only what is enforced stands here. */
export function OrganizationForm({
  organization,
  timeZones,
}: {
  organization: Organization;
  timeZones: readonly string[];
}) {
  const router = useRouter();
  const update = trpc.organizations.update.useMutation();
  const form = useOrganizationForm(organization);
  const { control } = form;
  const submit = async ({
    name,
    timeZone,
    company,
    platform,
    personal,
    ...limits
  }: z.output<typeof OrganizationFields>) => {
    const tokenSources = { company, platform, personal };
    await update.mutateAsync({ name, timeZone, settings: { tokenSources, ...limits } });
    toastDone("Organization saved");
    router.refresh();
  };
  return (
    <Form form={form} label="Organization" onSubmit={submit}>
      <datalist id="time-zones">
        {timeZones.map((zone) => (
          <option key={zone} value={zone} />
        ))}
      </datalist>
      <div className="grid gap-4 sm:grid-cols-2">
        <TextField control={control} name="name" label="Name" autoComplete="organization" />
        <TextField
          control={control}
          name="timeZone"
          label="Time zone"
          list="time-zones"
          hint="Days and months of budgets begin by its clock."
        />
      </div>
      <PayingFields control={control} />
      <LimitFields control={control} />
      <Button type="submit" tone="primary" isPending={form.formState.isSubmitting}>
        Save organization
      </Button>
    </Form>
  );
}

function PayingFields({ control }: { control: FieldsControl }) {
  return (
    <fieldset className="space-y-2">
      <legend className="pb-1 text-sm font-medium">Who may pay for model calls</legend>
      {SOURCES.map(({ name, label, detail }) => (
        <Controller
          key={name}
          control={control}
          name={name}
          render={({ field: { value, onChange } }) => (
            <Checkbox label={label} detail={detail} checked={value} onChange={onChange} />
          )}
        />
      ))}
    </fieldset>
  );
}

function LimitFields({ control }: { control: FieldsControl }) {
  return (
    <div className="grid gap-4 sm:grid-cols-3">
      <TextField
        control={control}
        name="sessionHours"
        label="Sessions end after (hours)"
        inputMode="numeric"
        hint="However busy they were."
      />
      <TextField control={control} name="idleMinutes" label="Or when idle for (minutes)" inputMode="numeric" />
      <TextField
        control={control}
        name="maxOutputTokens"
        label="Output tokens of a call"
        inputMode="numeric"
        hint="What a call may ask for bounds what is reserved for it."
      />
    </div>
  );
}
