"use client";

import { useRouter } from "next/navigation";
import { z } from "zod";
import { Button } from "@/components/button";
import { Form, useSchemaForm } from "@/components/form";
import { TextField } from "@/components/form-fields";
import { toastDone } from "@/components/toast";
import { RefusalNotice, useAction } from "@/components/use-action";
import { trpc } from "@/lib/trpc";

const LogoFields = z.object({ url: z.url("Enter the address of a picture") });

/** Takes the logo from an address, once: the picture is kept here, and pages never call the address. */
export function LogoForm({ name, logo }: { name: string; logo: string | null }) {
  const router = useRouter();
  const setLogo = trpc.organizations.setLogo.useMutation();
  const form = useSchemaForm(LogoFields, { url: "" });
  const save = async (url: string | null) => {
    await setLogo.mutateAsync({ url });
    toastDone(url === null ? "Logo removed" : "Logo saved");
    form.reset();
    router.refresh();
  };
  return (
    <Form form={form} label="Logo" onSubmit={({ url }) => save(url)}>
      {/* eslint-disable-next-line @next/next/no-img-element -- a picture inside the page has nothing to optimize */}
      {logo !== null && <img src={logo} alt={`Logo of ${name}`} className="h-10 w-auto" />}
      <TextField
        control={form.control}
        name="url"
        label="Picture"
        placeholder="https://example.com/logo.png"
        hint="A PNG, JPEG or WebP of at most 64 KB at a public https address."
        autoComplete="off"
        spellCheck={false}
      />
      <div className="flex gap-2">
        <Button type="submit" isPending={form.formState.isSubmitting}>
          {logo === null ? "Add logo" : "Replace logo"}
        </Button>
        {logo !== null && <RemoveLogo onRemove={() => save(null)} />}
      </div>
    </Form>
  );
}

function RemoveLogo({ onRemove }: { onRemove: () => Promise<void> }) {
  const { run, isPending, refusal } = useAction();
  return (
    <>
      <Button tone="quiet" isPending={isPending} onClick={() => void run(onRemove)}>
        Remove
      </Button>
      <RefusalNotice refusal={refusal} />
    </>
  );
}
