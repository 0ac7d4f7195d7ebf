"use client";

import { Plus } from "lucide-react";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { Controller } from "react-hook-form";
import { Button } from "@/components/button";
import { Checkbox } from "@/components/checkbox";
import { CodeBlock } from "@/components/code-block";
import { Dialog, DialogClose } from "@/components/dialog";
import { Form, useSchemaForm } from "@/components/form";
import { TextField } from "@/components/form-fields";
import { Notice } from "@/components/notice";
import { Select } from "@/components/select";
import { TOKEN_SCOPES, type TokenScope } from "@/contracts/token-scopes";
import { trpc } from "@/lib/trpc";
import { CreateTokenInput } from "../schemas";
import { SCOPE_WORDS } from "./scope-words";

const LIVES = [7, 30, 90, 365].map((days) => ({
  value: String(days),
  label: days === 365 ? "A year" : `${String(days)} days`,
}));

/** Makes a token and shows its text, this once. */
export function CreateTokenDialog() {
  const [isOpen, setIsOpen] = useState(false);
  const [token, setToken] = useState<string | null>(null);
  const change = (open: boolean) => {
    setIsOpen(open);
    if (!open) setToken(null);
  };
  return (
    <Dialog
      title={token === null ? "New API token" : "Copy your token now"}
      isOpen={isOpen}
      onOpenChange={change}
      trigger={
        <Button tone="primary" icon={<Plus aria-hidden />}>
          New token
        </Button>
      }
      {...(token !== null && {
        footer: (
          <DialogClose>
            <Button tone="primary">I have copied it</Button>
          </DialogClose>
        ),
      })}
    >
      {token === null ? (
        <TokenForm onMade={setToken} />
      ) : (
        <div className="space-y-3">
          <Notice tone="warn" title="It is shown this once.">
            We keep only its hash. Lost, it cannot be read again, only replaced.
          </Notice>
          <CodeBlock code={token} label="token" />
        </div>
      )}
    </Dialog>
  );
}

function TokenForm({ onMade }: { onMade: (token: string) => void }) {
  const router = useRouter();
  const create = trpc.tokens.create.useMutation();
  const form = useSchemaForm(CreateTokenInput, { name: "", scopes: ["models:call"], expiresInDays: 90 });
  return (
    <Form
      form={form}
      label="New API token"
      onSubmit={async (values) => {
        onMade((await create.mutateAsync(values)).token);
        router.refresh();
      }}
    >
      <TextField
        control={form.control}
        name="name"
        label="What will use it"
        placeholder="Nightly review job"
        autoFocus
      />
      <Controller
        control={form.control}
        name="scopes"
        render={({ field, fieldState }) => (
          <fieldset className="space-y-2">
            <legend className="pb-1 text-sm font-medium">What it may do</legend>
            {TOKEN_SCOPES.map((scope) => (
              <Checkbox
                key={scope}
                {...SCOPE_WORDS[scope]}
                checked={field.value.includes(scope)}
                onChange={(isChosen) => field.onChange(toggled(field.value, scope, isChosen))}
              />
            ))}
            {fieldState.error && <p className="text-xs font-medium text-deny">{fieldState.error.message}</p>}
          </fieldset>
        )}
      />
      <Controller
        control={form.control}
        name="expiresInDays"
        render={({ field }) => (
          <div className="space-y-1.5">
            <span className="block text-sm font-medium">Ends after</span>
            <Select
              label="Ends after"
              options={LIVES}
              value={String(field.value)}
              onChange={(days) => field.onChange(Number(days))}
            />
          </div>
        )}
      />
      <Button type="submit" tone="primary" isPending={form.formState.isSubmitting}>
        Create token
      </Button>
    </Form>
  );
}

function toggled(scopes: readonly TokenScope[], scope: TokenScope, isChosen: boolean): TokenScope[] {
  return isChosen ? [...scopes, scope] : scopes.filter((each) => each !== scope);
}
