"use client";

import { type ReactNode, useState } from "react";
import { Button } from "@/components/button";
import { Form, useSchemaForm } from "@/components/form";
import { TextField } from "@/components/form-fields";
import { TextLink } from "@/components/text-link";
import { trpc } from "@/lib/trpc";
import { SignUpInput } from "../schemas";
import { CheckInbox } from "./check-inbox";

/** The address a company gets from its name; the person may choose another. */
function slugFrom(name: string): string {
  return name
    .normalize("NFKD")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^[^a-z]+|-+$/g, "")
    .slice(0, 50);
}

type Props = {
  /** What stands before the slug: the host of this installation. */
  host: string;
  /** Where mails can be read while there is no mail service. */
  outbox: ReactNode;
};

/** A company signs itself up; then the address has to be confirmed. */
export function SignUpForm({ host, outbox }: Props) {
  const form = useSchemaForm(SignUpInput, { fullName: "", email: "", organizationName: "", slug: "", password: "" });
  const [sentTo, setSentTo] = useState<string | null>(null);
  const signUp = trpc.accounts.signUp.useMutation();
  if (sentTo !== null) return <CheckInbox email={sentTo} outbox={outbox} />;
  const { control } = form;
  const suggestSlug = () => {
    if (form.getFieldState("slug").isDirty) return;
    form.setValue("slug", slugFrom(form.getValues("organizationName")));
  };
  return (
    <Form form={form} label="Sign up" onSubmit={async (values) => setSentTo((await signUp.mutateAsync(values)).email)}>
      <TextField control={control} name="fullName" label="Your name" autoComplete="name" autoFocus />
      <TextField control={control} name="email" label="Work e-mail" type="email" autoComplete="username" />
      <div onBlur={suggestSlug}>
        <TextField control={control} name="organizationName" label="Company" autoComplete="organization" />
      </div>
      <TextField
        control={control}
        name="slug"
        label="Address"
        hint={`Your pages will be at ${host}/…`}
        autoComplete="off"
        spellCheck={false}
        isMono
      />
      <TextField
        control={control}
        name="password"
        label="Password"
        type="password"
        autoComplete="new-password"
        hint="At least 10 characters; a sentence is best."
      />
      <Button type="submit" tone="primary" size="lg" width="full" isPending={form.formState.isSubmitting}>
        Sign up
      </Button>
      <p className="text-center text-sm text-ink-faint">
        Have an account? <TextLink href="/login">Sign in</TextLink>
      </p>
    </Form>
  );
}
