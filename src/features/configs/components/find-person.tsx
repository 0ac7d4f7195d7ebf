"use client";

import { useRouter } from "next/navigation";
import { useId } from "react";
import { Field } from "@/components/field";
import { PersonPicker } from "@/features/employees/components";

/** Leads to what one person gets. */
export function FindPerson({ org }: { org: string }) {
  const router = useRouter();
  const id = useId();
  return (
    <Field id={id} label="What does this person get?">
      <PersonPicker
        id={id}
        label="What does this person get?"
        person={null}
        onChange={(person) => person && router.push(`/${org}/control/configurations/${person.id}`)}
      />
    </Field>
  );
}
