"use client";

import { Menu as Base } from "@base-ui/react/menu";
import Link from "next/link";
import type { ReactElement, ReactNode } from "react";
import { cn } from "./cn";

export type MenuEntry =
  | { kind: "link"; label: string; href: string; icon?: ReactNode; detail?: string }
  | { kind: "action"; label: string; onSelect: () => void; icon?: ReactNode; isDangerous?: boolean; detail?: string }
  | { kind: "label"; label: string }
  | { kind: "separator" };

type Props = {
  trigger: ReactElement<Record<string, unknown>>;
  entries: readonly MenuEntry[];
  side?: "bottom" | "top";
  align?: "start" | "end";
};

const ITEM =
  "flex items-center gap-2 rounded-md px-2 py-1.5 outline-none select-none data-highlighted:bg-hover max-md:py-2.5 [&_svg]:size-4 [&_svg]:shrink-0 [&_svg]:text-ink-faint";

export function Menu({ trigger, entries, side = "bottom", align = "end" }: Props) {
  return (
    <Base.Root>
      <Base.Trigger render={trigger} />
      <Base.Portal>
        <Base.Positioner side={side} align={align} sideOffset={4} className="z-50 outline-none">
          <Base.Popup className="min-w-48 rounded-lg border border-line bg-surface p-1 text-sm text-ink shadow-float outline-none">
            {entries.map((entry, place) => (
              <Entry key={entry.kind === "separator" ? place : `${entry.kind} ${entry.label}`} entry={entry} />
            ))}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}

function Entry({ entry }: { entry: MenuEntry }) {
  switch (entry.kind) {
    case "separator":
      return <Base.Separator className="-mx-1 my-1 h-px bg-line" />;
    case "label":
      return <div className="px-2 py-1 text-xs text-ink-faint">{entry.label}</div>;
    case "link":
      return (
        <Base.Item render={<Link href={entry.href} />} className={ITEM}>
          {entry.icon}
          <Words label={entry.label} detail={entry.detail} />
        </Base.Item>
      );
    case "action":
      return (
        <Base.Item onClick={entry.onSelect} className={cn(ITEM, entry.isDangerous && "text-deny [&_svg]:text-deny")}>
          {entry.icon}
          <Words label={entry.label} detail={entry.detail} />
        </Base.Item>
      );
  }
}

function Words({ label, detail }: { label: string; detail: string | undefined }) {
  return (
    <span className="min-w-0">
      <span className="block truncate">{label}</span>
      {detail !== undefined && <span className="block truncate text-xs text-ink-faint">{detail}</span>}
    </span>
  );
}
