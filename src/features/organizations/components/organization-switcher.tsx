"use client";

import { Check, ChevronsUpDown } from "lucide-react";
import { Mark } from "@/components/brand";
import { Menu } from "@/components/menu";

type Props = {
  current: { slug: string; name: string; plan: string; logoUrl: string | null };
  organizations: readonly { slug: string; name: string }[];
};

/** Which organization this is, and the way to the others the person works for. */
export function OrganizationSwitcher({ current, organizations }: Props) {
  return (
    <Menu
      align="start"
      entries={[
        { kind: "label", label: "Your organizations" },
        ...organizations.map(({ slug, name }) => ({
          kind: "link" as const,
          label: name,
          href: `/${slug}`,
          detail: `/${slug}`,
          icon: slug === current.slug ? <Check aria-label="current" /> : <span className="size-4" />,
        })),
      ]}
      trigger={
        <button
          type="button"
          className="flex h-9 w-full min-w-0 items-center gap-2 rounded-md px-2 text-left hover:bg-hover"
        >
          <Emblem {...current} />
          <span className="min-w-0 flex-1 truncate text-base font-semibold tracking-tight">{current.name}</span>
          <ChevronsUpDown aria-hidden className="size-3.5 shrink-0 text-ink-faint" />
        </button>
      }
    />
  );
}

/** The organization's own picture, where it has one. */
function Emblem({ logoUrl }: { logoUrl: string | null }) {
  if (logoUrl === null) return <Mark />;
  // eslint-disable-next-line @next/next/no-img-element -- a picture inside the page has nothing to optimize
  return <img src={logoUrl} alt="" className="size-5 shrink-0 rounded object-contain" />;
}
