"use client";

import { useRouter } from "next/navigation";
import { type ReactElement, useState } from "react";
import { Button } from "@/components/button";
import { Dialog } from "@/components/dialog";
import { Form, useSchemaForm } from "@/components/form";
import { SelectField, TextField } from "@/components/form-fields";
import { toastDone } from "@/components/toast";
import { trpc } from "@/lib/trpc";
import { CreateCredentialInput } from "../schemas";

const PROVIDER_OPTIONS = [{ value: "anthropic" as const, label: "Anthropic" }];

type Props = { owner: "company" | "personal"; trigger: ReactElement<Record<string, unknown>> };

/** Stores a provider's key, sealed. It is never shown again: a newer one takes its place. */
export function CredentialDialog({ owner, trigger }: Props) {
  const [isOpen, setIsOpen] = useState(false);
  return (
    <Dialog
      title={owner === "company" ? "The company's key" : "Your own key"}
      description="Sealed at once and opened only for a call. Nobody can read it again."
      isOpen={isOpen}
      onOpenChange={setIsOpen}
      trigger={trigger}
    >
      <CredentialForm owner={owner} onDone={() => setIsOpen(false)} />
    </Dialog>
  );
}

function CredentialForm({ owner, onDone }: { owner: Props["owner"]; onDone: () => void }) {
  const router = useRouter();
  const company = trpc.providers.createCompany.useMutation();
  const personal = trpc.providers.createPersonal.useMutation();
  const form = useSchemaForm(CreateCredentialInput, { provider: "anthropic", key: "" });
  return (
    <Form
      form={form}
      label="Provider key"
      onSubmit={async (values) => {
        await (owner === "company" ? company : personal).mutateAsync(values);
        toastDone("Key stored", "Calls use it from now on.");
        onDone();
        router.refresh();
      }}
    >
      <SelectField control={form.control} name="provider" label="Provider" options={PROVIDER_OPTIONS} />
      <TextField
        control={form.control}
        name="key"
        label="Key"
        type="password"
        autoComplete="off"
        placeholder="sk-ant-…"
        isMono
        autoFocus
      />
      <div className="flex justify-end">
        <Button type="submit" tone="primary" isPending={form.formState.isSubmitting}>
          Store key
        </Button>
      </div>
    </Form>
  );
}
