"use client";

import { useState } from "react";
import { Button } from "@/components/button";
import { Form, useSchemaForm } from "@/components/form";
import { TextField } from "@/components/form-fields";
import { Select } from "@/components/select";
import { trpc } from "@/lib/trpc";
import { DeviceCodeInput } from "../schemas";
import { type Attempt, DeviceAttempt } from "./device-attempt";
import { DeviceOutcome } from "./device-outcome";

type Props = {
  /** The code that a link carried. It is shown to be compared, never sent on by itself. */
  code: string;
  organizations: readonly { slug: string; name: string }[];
};

/** A machine asks to be signed in: its code is typed or compared, then the person sees who asks, and decides. */
export function ApproveDevice({ code, organizations }: Props) {
  const [org, setOrg] = useState(organizations[0]?.slug ?? "");
  const [attempt, setAttempt] = useState<Attempt | null>(null);
  const [outcome, setOutcome] = useState<"approved" | "denied" | null>(null);
  const form = useSchemaForm(DeviceCodeInput, { userCode: code });
  const describe = trpc.devices.describeCode.useMutation({ trpc: { context: { org } } });
  if (outcome !== null)
    return <DeviceOutcome outcome={outcome} name={attempt?.deviceName ?? attempt?.hostname ?? null} org={org} />;
  if (attempt !== null)
    return <DeviceAttempt attempt={attempt} org={org} onDecided={setOutcome} onBack={() => setAttempt(null)} />;
  return (
    <Form
      form={form}
      label="Sign a machine in"
      onSubmit={async ({ userCode }) => setAttempt(await describe.mutateAsync({ userCode }))}
    >
      <TextField
        control={form.control}
        name="userCode"
        label="Code"
        placeholder="BCDF-GHJK"
        hint={code === "" ? "It stands where you started the sign-in." : "Compare it with the one on your machine."}
        autoComplete="off"
        spellCheck={false}
        isMono
        autoFocus
      />
      {organizations.length > 1 && (
        <div className="space-y-1.5">
          <span className="block text-sm font-medium">Organization</span>
          <Select
            label="Organization"
            options={organizations.map(({ slug, name }) => ({ value: slug, label: name }))}
            value={org}
            onChange={setOrg}
          />
        </div>
      )}
      <Button type="submit" tone="primary" size="lg" width="full" isPending={form.formState.isSubmitting}>
        Continue
      </Button>
    </Form>
  );
}
