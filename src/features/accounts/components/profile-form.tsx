"use client";

import { useRouter } from "next/navigation";
import { Button } from "@/components/button";
import { Form, useSchemaForm } from "@/components/form";
import { TextField } from "@/components/form-fields";
import { toastDone } from "@/components/toast";
import { trpc } from "@/lib/trpc";
import { UpdateProfileInput } from "../schemas";

/** The person's own name, as colleagues see it. */
export function ProfileForm({ fullName }: { fullName: string }) {
  const router = useRouter();
  const form = useSchemaForm(UpdateProfileInput, { fullName });
  const update = trpc.accounts.updateProfile.useMutation();
  return (
    <Form
      form={form}
      label="Profile"
      onSubmit={async (values) => {
        await update.mutateAsync(values);
        toastDone("Profile saved");
        router.refresh();
      }}
    >
      <TextField control={form.control} name="fullName" label="Name" autoComplete="name" />
      <Button type="submit" isPending={form.formState.isSubmitting}>
        Save profile
      </Button>
    </Form>
  );
}
