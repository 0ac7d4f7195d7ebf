"use client";

import { Dialog as Base } from "@base-ui/react/dialog";
import { Command } from "cmdk";
import { Search } from "lucide-react";
import { useRouter } from "next/navigation";
import { type ReactNode, useEffect, useState } from "react";
import { Kbd } from "./kbd";

export type PaletteEntry = { id: string; label: string; href: string; group: string; words?: string };

/** ⌘K or Ctrl K: everything that can be reached, by name. What a person may not do is not in `entries`. */
export function CommandPalette({ entries }: { entries: readonly PaletteEntry[] }) {
  const [isOpen, setIsOpen] = useState(false);
  const router = useRouter();
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== "k" || !(event.metaKey || event.ctrlKey)) return;
      event.preventDefault();
      setIsOpen((was) => !was);
    };
    document.addEventListener("keydown", onKey);
    return () => document.removeEventListener("keydown", onKey);
  }, []);
  const go = (href: string) => {
    setIsOpen(false);
    router.push(href);
  };
  return (
    <Base.Root open={isOpen} onOpenChange={setIsOpen}>
      <Base.Trigger className="flex h-8 w-full items-center gap-2 rounded-md border border-line bg-surface px-2 text-sm text-ink-faint shadow-lift hover:bg-hover">
        <Search aria-hidden className="size-4" />
        <span className="flex-1 text-left">Search</span>
        <Kbd>⌘K</Kbd>
      </Base.Trigger>
      <Base.Portal>
        <Base.Backdrop className="fixed inset-0 z-40 bg-scrim" />
        <Base.Popup className="fixed top-[12vh] left-1/2 z-40 w-[calc(100vw-2rem)] max-w-xl -translate-x-1/2 overflow-hidden rounded-xl border border-line bg-surface shadow-float outline-none">
          <Base.Title className="sr-only">Search and go</Base.Title>
          <PaletteList entries={entries} onChoose={go} />
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  );
}

function PaletteGroup({ heading, children }: { heading: string; children: ReactNode }) {
  return (
    <Command.Group
      heading={heading}
      className="[&_[cmdk-group-heading]]:px-2.5 [&_[cmdk-group-heading]]:pt-2 [&_[cmdk-group-heading]]:pb-1 [&_[cmdk-group-heading]]:text-xs [&_[cmdk-group-heading]]:text-ink-faint"
    >
      {children}
    </Command.Group>
  );
}

function PaletteList({ entries, onChoose }: { entries: readonly PaletteEntry[]; onChoose: (href: string) => void }) {
  const groups = [...new Set(entries.map(({ group }) => group))];
  return (
    <Command label="Search and go" loop>
      <div className="flex items-center gap-2 border-b border-line px-4">
        <Search aria-hidden className="size-4 text-ink-faint" />
        <Command.Input
          placeholder="Go to a page or do something…"
          className="h-12 flex-1 bg-transparent text-base text-ink outline-none placeholder:text-ink-faint"
        />
      </div>
      <Command.List className="max-h-80 overflow-y-auto p-1.5">
        <Command.Empty className="px-3 py-8 text-center text-ink-faint">Nothing is called that.</Command.Empty>
        {groups.map((group) => (
          <PaletteGroup key={group} heading={group}>
            {entries
              .filter((entry) => entry.group === group)
              .map((entry) => (
                <Command.Item
                  key={entry.id}
                  value={`${entry.label} ${entry.words ?? ""}`}
                  onSelect={() => onChoose(entry.href)}
                  className="flex h-9 cursor-default items-center rounded-md px-2.5 text-ink aria-selected:bg-hover"
                >
                  {entry.label}
                </Command.Item>
              ))}
          </PaletteGroup>
        ))}
      </Command.List>
    </Command>
  );
}
