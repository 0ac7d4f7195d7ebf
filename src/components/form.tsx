"use client";

import { zodResolver } from "@hookform/resolvers/zod";
import { type ReactNode, useState } from "react";
import { type DefaultValues, type FieldValues, type Path, type UseFormReturn, useForm } from "react-hook-form";
import type { z } from "zod";
import { Notice } from "./notice";

/** A refusal as the server sends it: the sentence, the field it is about, and what to do next. */
export type Refusal = { message: string; field: string | null; remedy: string | null };

/** A refusal that does not come from a procedure: its sentence says all there is to say. */
export class Refused extends Error {
  readonly data = { field: null, remedy: null };
}

/** Reads what a procedure threw. What is no answer of the server is a lost connection to the person who waits. */
export function refusalOf(error: unknown): Refusal {
  const data = (error as { data?: { field?: string | null; remedy?: string | null } | null }).data;
  const message = error instanceof Error ? error.message : "";
  if (data === undefined || data === null) {
    return {
      message: message || "The server could not be reached.",
      field: null,
      remedy: "Check your connection and try again.",
    };
  }
  return { message, field: data.field ?? null, remedy: data.remedy ?? null };
}

type FormInput<Schema> = Schema extends z.ZodType<unknown, infer Input extends FieldValues> ? Input : never;

/**
 * A form over the very schema that the server checks. Fields are checked when left and again at every change after a
 * fault; what the server refuses lands on the field it names.
 */
export function useSchemaForm<Schema extends z.ZodType<FieldValues, FieldValues>>(
  schema: Schema,
  defaultValues: DefaultValues<FormInput<Schema>>,
) {
  return useForm<FormInput<Schema>, unknown, z.output<Schema>>({
    // The resolver's own overloads do not follow a generic schema; both ends are fixed by this signature.
    resolver: zodResolver(schema as never) as never,
    defaultValues,
    mode: "onTouched",
  });
}

type FormProps<Input extends FieldValues, Output> = {
  form: UseFormReturn<Input, unknown, Output>;
  /** What it resolves to is of no interest; what it throws is shown. */
  onSubmit: (values: Output) => Promise<unknown>;
  children: ReactNode;
  /** Read aloud as the form's name. */
  label: string;
};

/** Sends valid values on, once; shows what came back when it was refused. */
export function Form<Input extends FieldValues, Output>({ form, onSubmit, children, label }: FormProps<Input, Output>) {
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const send = form.handleSubmit(async (values) => {
    setRefusal(null);
    try {
      await onSubmit(values);
    } catch (error) {
      const refused = refusalOf(error);
      const isKnownField = refused.field !== null && refused.field in form.getValues();
      if (isKnownField)
        form.setError(refused.field as Path<Input>, { message: refused.message }, { shouldFocus: true });
      // The field says what is wrong; above the form stands only what to do about it.
      const { remedy } = refused;
      const aboveField = remedy === null ? null : { message: remedy, field: null, remedy: null };
      setRefusal(isKnownField ? aboveField : refused);
    }
  });
  return (
    <form noValidate aria-label={label} onSubmit={(event) => void send(event)} className="space-y-4">
      {refusal !== null && (
        <Notice tone="error" title={refusal.message}>
          {refusal.remedy}
        </Notice>
      )}
      {children}
    </form>
  );
}
