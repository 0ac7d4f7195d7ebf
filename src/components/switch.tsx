"use client";

import { Switch as Base } from "@base-ui/react/switch";

type Props = { checked: boolean; onChange: (checked: boolean) => void; label: string; disabled?: boolean };

/** On or off, in force at once. Its label is read aloud; what it belongs to stands beside it. */
export function Switch({ checked, onChange, label, disabled }: Props) {
  return (
    <Base.Root
      checked={checked}
      onCheckedChange={onChange}
      disabled={disabled ?? false}
      aria-label={label}
      className="relative inline-flex h-[1.125rem] w-8 shrink-0 items-center rounded-full bg-control-line transition-colors after:absolute after:-inset-1.5 data-checked:bg-accent data-disabled:opacity-50"
    >
      <Base.Thumb className="block size-3.5 translate-x-0.5 rounded-full bg-surface shadow-lift transition-transform data-checked:translate-x-4" />
    </Base.Root>
  );
}
