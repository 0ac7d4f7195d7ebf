"use client";

import { Checkbox as Base } from "@base-ui/react/checkbox";
import { Check } from "lucide-react";
import { useId } from "react";

type Props = {
  checked: boolean;
  onChange: (checked: boolean) => void;
  label: string;
  detail?: string;
  disabled?: boolean;
};

export function Checkbox({ checked, onChange, label, detail, disabled }: Props) {
  const labelId = useId();
  return (
    <label className="flex items-start gap-2.5 text-sm">
      <Base.Root
        checked={checked}
        onCheckedChange={onChange}
        disabled={disabled ?? false}
        aria-labelledby={labelId}
        className="mt-0.5 flex size-4 shrink-0 items-center justify-center rounded-sm border border-control-line bg-surface data-checked:border-accent data-checked:bg-accent data-disabled:opacity-50"
      >
        <Base.Indicator>
          <Check aria-hidden className="size-3 text-on-accent" strokeWidth={3} />
        </Base.Indicator>
      </Base.Root>
      <span>
        <span id={labelId} className="text-ink">
          {label}
        </span>
        {detail !== undefined && <span className="block text-xs text-ink-faint">{detail}</span>}
      </span>
    </label>
  );
}
