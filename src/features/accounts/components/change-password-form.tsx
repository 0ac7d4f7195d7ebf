"use client";

import { Button } from "@/components/button";
import { Form, useSchemaForm } from "@/components/form";
import { TextField } from "@/components/form-fields";
import { toastDone } from "@/components/toast";
import { trpc } from "@/lib/trpc";
import { ChangePasswordInput } from "../schemas";

/** A new password, for whoever knows the old one. */
export function ChangePasswordForm() {
  const form = useSchemaForm(ChangePasswordInput, { currentPassword: "", newPassword: "" });
  const change = trpc.accounts.changePassword.useMutation();
  return (
    <Form
      form={form}
      label="Change password"
      onSubmit={async (values) => {
        await change.mutateAsync(values);
        form.reset();
        toastDone("Password changed", "Your other sessions have ended.");
      }}
    >
      <TextField
        control={form.control}
        name="currentPassword"
        label="Current password"
        type="password"
        autoComplete="current-password"
      />
      <TextField
        control={form.control}
        name="newPassword"
        label="New password"
        type="password"
        autoComplete="new-password"
        hint="At least 10 characters; a sentence is best."
      />
      <Button type="submit" isPending={form.formState.isSubmitting}>
        Change password
      </Button>
    </Form>
  );
}
