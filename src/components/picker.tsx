"use client";

import { Combobox } from "@base-ui/react/combobox";
import { Check } from "lucide-react";
import { CONTROL } from "./input";
import { cn } from "./cn";

export type PickerOption = { id: string; label: string; detail?: string };

type Props = {
  /** The name read aloud. */
  label: string;
  options: readonly PickerOption[];
  value: PickerOption | null;
  onChange: (option: PickerOption | null) => void;
  /** Asked for at every change of the text: the options come from elsewhere. */
  onSearch: (text: string) => void;
  placeholder: string;
  id?: string;
};

/** One of many: found by typing, chosen from what comes back. */
export function Picker({ label, options, value, onChange, onSearch, placeholder, id }: Props) {
  return (
    <Combobox.Root
      items={options}
      value={value}
      onValueChange={onChange}
      onInputValueChange={onSearch}
      filter={null}
      itemToStringLabel={(option: PickerOption) => option.label}
      isItemEqualToValue={(a: PickerOption, b: PickerOption) => a.id === b.id}
    >
      <Combobox.Input
        {...(id !== undefined && { id })}
        aria-label={label}
        placeholder={placeholder}
        className={cn(CONTROL, "h-8 px-2.5 text-sm max-md:h-10 max-md:text-lg")}
      />
      <Combobox.Portal>
        <Combobox.Positioner sideOffset={4} className="z-50 outline-none">
          <Combobox.Popup className="max-h-64 w-[var(--anchor-width)] overflow-y-auto rounded-lg border border-line bg-surface p-1 text-sm text-ink shadow-float outline-none">
            <Combobox.Empty className="px-2 py-3 text-center text-ink-faint empty:hidden">
              Nobody is called that.
            </Combobox.Empty>
            <Combobox.List>
              {(option: PickerOption) => (
                <Combobox.Item
                  key={option.id}
                  value={option}
                  className="flex cursor-default items-center justify-between gap-2 rounded-md px-2 py-1.5 outline-none select-none data-highlighted:bg-hover"
                >
                  <span className="min-w-0">
                    <span className="block truncate">{option.label}</span>
                    {option.detail !== undefined && (
                      <span className="block truncate text-xs text-ink-faint">{option.detail}</span>
                    )}
                  </span>
                  <Combobox.ItemIndicator>
                    <Check aria-hidden className="size-4 text-accent" />
                  </Combobox.ItemIndicator>
                </Combobox.Item>
              )}
            </Combobox.List>
          </Combobox.Popup>
        </Combobox.Positioner>
      </Combobox.Portal>
    </Combobox.Root>
  );
}
