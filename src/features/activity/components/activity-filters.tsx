"use client";

import { X } from "lucide-react";
import { parseAsString, parseAsStringLiteral, useQueryStates } from "nuqs";
import { useState } from "react";
import { Button } from "@/components/button";
import { Select } from "@/components/select";
import { EVENT_CATEGORIES, EVENT_TYPES, eventCategory } from "@/contracts/events";
import { PersonPicker } from "@/features/employees/components";
import { CATEGORY_WORDS, eventWords } from "./event-words";

const ALL = "all" as const;
/** Two beside each other on a phone. */
const HALF = "w-48 max-sm:w-[calc(50%-0.25rem)]";
const CATEGORIES = [
  { value: ALL, label: "Everything" },
  ...EVENT_CATEGORIES.map((category) => ({ value: category, label: CATEGORY_WORDS[category] })),
];

const FILTER = {
  category: parseAsStringLiteral(EVENT_CATEGORIES),
  type: parseAsStringLiteral(EVENT_TYPES),
  employee: parseAsString,
  target: parseAsString,
};

/** Narrows the log. It lives in the address, so a filtered log can be sent to a colleague. */
export function ActivityFilters({ hasPeople }: { hasPeople: boolean }) {
  const [person, setPerson] = useState<{ id: string; fullName: string } | null>(null);
  const [filter, setFilter] = useQueryStates(FILTER, { shallow: false });
  const types = EVENT_TYPES.filter((type) => filter.category === null || eventCategory(type) === filter.category);
  const isFiltered = Object.values(filter).some((value) => value !== null);
  return (
    <>
      <div className={HALF}>
        <Select
          label="Group"
          options={CATEGORIES}
          value={filter.category ?? ALL}
          onChange={(category) => void setFilter({ category: category === ALL ? null : category, type: null })}
        />
      </div>
      <div className={HALF}>
        <Select
          label="Kind"
          options={[
            { value: ALL, label: "Any kind" },
            ...types.map((type) => ({ value: type, label: eventWords(type) })),
          ]}
          value={filter.type ?? ALL}
          onChange={(type) => void setFilter({ type: type === ALL ? null : type })}
        />
      </div>
      {hasPeople && (
        <div className="w-48 max-sm:w-full">
          <PersonPicker
            label="Person"
            person={person}
            onChange={(next) => {
              setPerson(next);
              void setFilter({ employee: next?.id ?? null });
            }}
          />
        </div>
      )}
      {isFiltered && (
        <Button
          tone="quiet"
          icon={<X aria-hidden />}
          onClick={() => {
            setPerson(null);
            void setFilter(null);
          }}
        >
          Clear
        </Button>
      )}
    </>
  );
}
