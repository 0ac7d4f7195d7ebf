"use client";

import Link from "next/link";
import { usePathname } from "next/navigation";
import type { ReactNode } from "react";

type Props = {
  href: string;
  icon: ReactNode;
  label: string;
  /** The home entry is current only on its own page, not on everything below it. */
  isExact?: boolean;
};

export function NavLink({ href, icon, label, isExact }: Props) {
  const path = usePathname();
  const isHere = path === href || (!isExact && path.startsWith(`${href}/`));
  return (
    <Link
      href={href}
      aria-current={isHere ? "page" : undefined}
      className="flex h-8 items-center gap-2.5 rounded-md px-2 font-medium text-ink-soft transition-colors hover:bg-hover hover:text-ink aria-[current=page]:bg-hover aria-[current=page]:text-ink max-md:h-11 max-md:text-base [&_svg]:size-4 [&_svg]:shrink-0 [&_svg]:text-ink-faint aria-[current=page]:[&_svg]:text-accent"
    >
      {icon}
      <span className="truncate">{label}</span>
    </Link>
  );
}
