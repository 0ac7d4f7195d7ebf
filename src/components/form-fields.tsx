"use client";

import { type ComponentProps, type ReactNode, useId } from "react";
import { type Control, type FieldPath, type FieldValues, useController } from "react-hook-form";
import { Checkbox } from "./checkbox";
import { Field, describedBy } from "./field";
import { Input, TextArea } from "./input";
import { Select, type SelectOption } from "./select";

type Bound<Values extends FieldValues> = {
  // What the form hands on after checking is of no interest to a field.
  control: Control<Values, unknown, never> | Control<Values, unknown, FieldValues>;
  name: FieldPath<Values>;
  label: string;
  hint?: ReactNode;
  aside?: ReactNode;
};

function useBound<Values extends FieldValues>({
  control,
  name,
  hint,
}: Pick<Bound<Values>, "control" | "name" | "hint">) {
  const id = useId();
  const { field, fieldState } = useController({ control: control as Control<Values>, name });
  const error = fieldState.error?.message;
  const aria = {
    "aria-invalid": error === undefined ? undefined : true,
    "aria-describedby": describedBy(id, { error, hint }),
  } as const;
  return { id, field, error, aria };
}

type Passed =
  | "type"
  | "placeholder"
  | "autoComplete"
  | "inputMode"
  | "autoFocus"
  | "prefix"
  | "isMono"
  | "spellCheck"
  | "disabled"
  | "list";

export function TextField<Values extends FieldValues>(
  props: Bound<Values> & Pick<ComponentProps<typeof Input>, Passed>,
) {
  const { control, name, label, hint, aside, ...input } = props;
  const { id, field, error, aria } = useBound({ control, name, hint });
  return (
    <Field id={id} label={label} hint={hint} error={error} aside={aside}>
      <Input {...input} {...field} {...aria} id={id} value={field.value ?? ""} />
    </Field>
  );
}

export function TextAreaField<Values extends FieldValues>(
  props: Bound<Values> & { rows?: number; placeholder?: string; isMono?: boolean },
) {
  const { control, name, label, hint, aside, ...area } = props;
  const { id, field, error, aria } = useBound({ control, name, hint });
  return (
    <Field id={id} label={label} hint={hint} error={error} aside={aside}>
      <TextArea {...area} {...field} {...aria} id={id} value={field.value ?? ""} />
    </Field>
  );
}

export function SelectField<Values extends FieldValues, Value extends string>(
  props: Bound<Values> & { options: readonly SelectOption<Value>[]; placeholder?: string },
) {
  const { control, name, label, hint, aside, options, placeholder } = props;
  const { id, field, error, aria } = useBound({ control, name, hint });
  return (
    <Field id={id} label={label} hint={hint} error={error} aside={aside}>
      <Select
        id={id}
        options={options}
        value={field.value ?? null}
        onChange={field.onChange}
        isInvalid={error !== undefined}
        describedBy={aria["aria-describedby"]}
        {...(placeholder !== undefined && { placeholder })}
      />
    </Field>
  );
}

export function CheckboxField<Values extends FieldValues>(
  props: Omit<Bound<Values>, "hint" | "aside"> & { detail?: string },
) {
  const { control, name, label, detail } = props;
  const { field } = useBound({ control, name });
  return (
    <Checkbox
      label={label}
      checked={Boolean(field.value)}
      onChange={field.onChange}
      {...(detail !== undefined && { detail })}
    />
  );
}
