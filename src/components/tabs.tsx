"use client";

import { Tabs as Base } from "@base-ui/react/tabs";
import Link from "next/link";
import { usePathname } from "next/navigation";
import type { ReactNode } from "react";

const BAR = "flex gap-5 overflow-x-auto border-b border-line text-sm";
const TAB =
  "-mb-px inline-flex shrink-0 items-center gap-1.5 border-b-2 border-transparent pb-2 font-medium whitespace-nowrap text-ink-faint hover:text-ink";

/** Pages of one section, side by side. */
export function LinkTabs({ label, tabs }: { label: string; tabs: readonly { href: string; label: string }[] }) {
  const path = usePathname();
  return (
    <nav aria-label={label} className={BAR}>
      {tabs.map(({ href, label: text }) => {
        const isHere = path === href || path.startsWith(`${href}/`);
        return (
          <Link
            key={href}
            href={href}
            aria-current={isHere ? "page" : undefined}
            className={`${TAB} aria-[current=page]:border-accent aria-[current=page]:text-ink`}
          >
            {text}
          </Link>
        );
      })}
    </nav>
  );
}

type Tab = { id: string; label: ReactNode; content: ReactNode };

/** Views of one thing, on one page. */
export function Tabs({ tabs, label }: { tabs: readonly Tab[]; label: string }) {
  return (
    <Base.Root defaultValue={tabs[0]?.id ?? null}>
      <Base.List aria-label={label} className={BAR}>
        {tabs.map((tab) => (
          <Base.Tab key={tab.id} value={tab.id} className={`${TAB} data-active:border-accent data-active:text-ink`}>
            {tab.label}
          </Base.Tab>
        ))}
      </Base.List>
      {tabs.map((tab) => (
        <Base.Panel key={tab.id} value={tab.id} className="pt-4">
          {tab.content}
        </Base.Panel>
      ))}
    </Base.Root>
  );
}
