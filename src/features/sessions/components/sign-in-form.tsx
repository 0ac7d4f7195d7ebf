"use client";

import { signIn } from "next-auth/react";
import { Button } from "@/components/button";
import { Form, Refused, useSchemaForm } from "@/components/form";
import { TextField } from "@/components/form-fields";
import { TextLink } from "@/components/text-link";
import { safeNext } from "@/lib/safe-next";
import { SignInInput } from "../schemas";

/** Signs a person in and leads on to where he or she was going. */
export function SignInForm({ next, email }: { next: string | undefined; email: string | undefined }) {
  const form = useSchemaForm(SignInInput, { email: email ?? "", password: "" });
  const submit = async (values: { email: string; password: string }) => {
    const answer = await signIn("credentials", { ...values, redirect: false });
    if (answer?.ok && !answer.error) {
      // A full load, because everything the browser knows of belongs to whoever was here before.
      window.location.assign(safeNext(next));
      return new Promise(() => undefined);
    }
    if (answer?.error) throw new Refused(answer.error);
    throw new Error("The server could not be reached.");
  };
  return (
    <Form form={form} onSubmit={submit} label="Sign in">
      <TextField control={form.control} name="email" label="E-mail" type="email" autoComplete="username" autoFocus />
      <TextField
        control={form.control}
        name="password"
        label="Password"
        type="password"
        autoComplete="current-password"
      />
      <Button type="submit" tone="primary" size="lg" width="full" isPending={form.formState.isSubmitting}>
        Sign in
      </Button>
      <p className="text-center text-sm text-ink-faint">
        New here? <TextLink href="/signup">Sign your company up</TextLink>
      </p>
    </Form>
  );
}
