"use client";

import { keepPreviousData } from "@tanstack/react-query";
import { useDeferredValue, useMemo, useState } from "react";
import { Picker, type PickerOption } from "@/components/picker";
import { trpc } from "@/lib/trpc";

type Props = {
  label: string;
  person: { id: string; fullName: string } | null;
  onChange: (person: { id: string; fullName: string } | null) => void;
  id?: string;
};

/** One person of the organization, found by name or e-mail. */
export function PersonPicker({ label, person, onChange, id }: Props) {
  const [text, setText] = useState("");
  const search = useDeferredValue(text === person?.fullName ? "" : text);
  const found = trpc.employees.list.useQuery(
    { search, status: "active", limit: 20 },
    { placeholderData: keepPreviousData },
  );
  const options = useMemo<PickerOption[]>(
    () =>
      found.data?.employees.map(({ id: key, fullName, email }) => ({ id: key, label: fullName, detail: email })) ?? [],
    [found.data],
  );
  return (
    <Picker
      label={label}
      placeholder="Name or e-mail"
      options={options}
      value={person && { id: person.id, label: person.fullName }}
      onChange={(option) => onChange(option && { id: option.id, fullName: option.label })}
      onSearch={setText}
      {...(id !== undefined && { id })}
    />
  );
}
