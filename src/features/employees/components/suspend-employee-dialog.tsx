"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { Button } from "@/components/button";
import { Dialog } from "@/components/dialog";
import { Form, useSchemaForm } from "@/components/form";
import { TextField } from "@/components/form-fields";
import { toastDone } from "@/components/toast";
import { trpc } from "@/lib/trpc";
import { SuspendEmployeeInput } from "../schemas";

type Props = { employee: { id: string; fullName: string } };

/** Cuts a person off until he or she is reinstated; the reason goes into the log. */
export function SuspendEmployeeDialog({ employee }: Props) {
  const [isOpen, setIsOpen] = useState(false);
  return (
    <Dialog
      title={`Suspend ${employee.fullName}?`}
      description="Web sessions, machines and tokens stop within five seconds. Nothing is deleted."
      size="sm"
      isOpen={isOpen}
      onOpenChange={setIsOpen}
      trigger={
        <Button size="sm" tone="danger-quiet" aria-label={`Suspend ${employee.fullName}`}>
          Suspend
        </Button>
      }
    >
      <SuspendForm employee={employee} onDone={() => setIsOpen(false)} />
    </Dialog>
  );
}

function SuspendForm({ employee, onDone }: Props & { onDone: () => void }) {
  const router = useRouter();
  const suspend = trpc.employees.suspend.useMutation();
  const form = useSchemaForm(SuspendEmployeeInput, { employeeId: employee.id, reason: "" });
  return (
    <Form
      form={form}
      label={`Suspend ${employee.fullName}`}
      onSubmit={async (values) => {
        await suspend.mutateAsync(values);
        toastDone(`${employee.fullName} is suspended`);
        onDone();
        router.refresh();
      }}
    >
      <TextField control={form.control} name="reason" label="Why" placeholder="Left the company on Friday" autoFocus />
      <div className="flex justify-end">
        <Button type="submit" tone="danger" isPending={form.formState.isSubmitting}>
          Suspend
        </Button>
      </div>
    </Form>
  );
}
