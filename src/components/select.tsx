"use client";

import { Select as Base } from "@base-ui/react/select";
import { Check, ChevronsUpDown } from "lucide-react";
import { CONTROL } from "./input";
import { cn } from "./cn";

export type SelectOption<Value extends string> = { value: Value; label: string; detail?: string };

type Props<Value extends string> = {
  options: readonly SelectOption<Value>[];
  value: Value | null;
  onChange: (value: Value) => void;
  placeholder?: string;
  /** The name read aloud when no visible label belongs to it. */
  label?: string;
  id?: string;
  isInvalid?: boolean;
  describedBy?: string | undefined;
  disabled?: boolean;
  size?: "sm" | "md";
};

/** One of a few. Opens below the control, works by keyboard and by typing the first letters. */
export function Select<Value extends string>(props: Props<Value>) {
  const {
    options,
    value,
    onChange,
    placeholder = "Choose…",
    label,
    id,
    isInvalid,
    describedBy,
    disabled,
    size = "md",
  } = props;
  return (
    <Base.Root
      items={options}
      value={value}
      disabled={disabled ?? false}
      onValueChange={(next) => next !== null && onChange(next)}
    >
      <Base.Trigger
        {...(id !== undefined && { id })}
        aria-label={label}
        aria-invalid={isInvalid ? true : undefined}
        aria-describedby={describedBy}
        className={cn(
          CONTROL,
          "flex items-center justify-between gap-2 px-2.5 text-left",
          size === "sm" ? "h-7 text-xs" : "h-8 text-sm max-md:h-10",
        )}
      >
        <span className="truncate data-placeholder:text-ink-faint">
          <Base.Value placeholder={placeholder} />
        </span>
        <Base.Icon className="shrink-0 text-ink-faint">
          <ChevronsUpDown aria-hidden className="size-3.5" />
        </Base.Icon>
      </Base.Trigger>
      <Options options={options} />
    </Base.Root>
  );
}

function Options({ options }: { options: readonly SelectOption<string>[] }) {
  return (
    <Base.Portal>
      <Base.Positioner alignItemWithTrigger={false} sideOffset={4} className="z-50 outline-none">
        <Base.Popup className="max-h-[min(20rem,var(--available-height))] max-w-[calc(100vw-1rem)] min-w-[var(--anchor-width)] overflow-y-auto rounded-lg border border-line bg-surface p-1 text-sm text-ink shadow-float outline-none">
          <Base.List>
            {options.map(({ value: each, label: text, detail }) => (
              <Base.Item
                key={each}
                value={each}
                className="grid cursor-default grid-cols-[1fr_1rem] items-center gap-3 rounded-md px-2 py-1.5 outline-none select-none data-highlighted:bg-hover"
              >
                <span className="min-w-0">
                  <Base.ItemText>{text}</Base.ItemText>
                  {detail !== undefined && <span className="block text-xs text-ink-faint">{detail}</span>}
                </span>
                <Base.ItemIndicator>
                  <Check aria-hidden className="size-4 text-accent" />
                </Base.ItemIndicator>
              </Base.Item>
            ))}
          </Base.List>
        </Base.Popup>
      </Base.Positioner>
    </Base.Portal>
  );
}
