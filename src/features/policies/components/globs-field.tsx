"use client";

import { useId, useState } from "react";
import { type Control, type FieldPath, type FieldValues, get, useController, useFormState } from "react-hook-form";
import { Field, describedBy } from "@/components/field";
import { TextArea } from "@/components/input";

type Props<Values extends FieldValues> = {
  control: Control<Values, unknown, never> | Control<Values, unknown, FieldValues>;
  name: FieldPath<Values>;
  label: string;
  hint: string;
};

/** A list of names with wildcards, written one a line. Faults of single lines are said together. */
export function GlobsField<Values extends FieldValues>({ control: given, name, label, hint }: Props<Values>) {
  const id = useId();
  const control = given as Control<Values>;
  const {
    field: { value, onChange, onBlur },
  } = useController({ control, name });
  const [text, setText] = useState(() => (value as string[]).join("\n"));
  const { errors } = useFormState({ control, name });
  const error = messagesOf(get(errors, name)).join(" ") || undefined;
  return (
    <Field id={id} label={label} hint={hint} error={error}>
      <TextArea
        id={id}
        rows={3}
        value={text}
        onBlur={onBlur}
        aria-invalid={error === undefined ? undefined : true}
        aria-describedby={describedBy(id, { error, hint })}
        onChange={(event) => {
          setText(event.target.value);
          onChange(
            event.target.value
              .split("\n")
              .map((line) => line.trim())
              .filter(Boolean),
          );
        }}
        spellCheck={false}
        isMono
      />
    </Field>
  );
}

function messagesOf(fault: unknown): string[] {
  if (typeof fault !== "object" || fault === null) return [];
  if ("message" in fault && typeof fault.message === "string") return [fault.message];
  return [...new Set(Object.values(fault).flatMap(messagesOf))];
}
