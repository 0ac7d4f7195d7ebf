"use client";

import Link from "next/link";
import { usePathname } from "next/navigation";

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
