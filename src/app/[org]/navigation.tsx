import { Activity, House, LibraryBig, Receipt, Settings, ShieldCheck, Users } from "lucide-react";
import type { ReactNode } from "react";
import type { PaletteEntry } from "@/components/command-palette";
import { NavLink } from "@/components/nav-link";
import type { Ability } from "@/contracts/permissions";
import type { Actor } from "@/server/access";
import { can } from "@/server/access";

type Page = { path: string; label: string; needs?: Ability; words?: string };
type Section = Page & { icon: ReactNode; pages?: readonly Page[]; scope?: "own" | "team" };

export const CONTROL_PAGES: readonly Page[] = [
  {
    path: "/control/policies",
    label: "Policies",
    needs: "policy:read",
    words: "rules guardrails deny allow tools models",
  },
  {
    path: "/control/configurations",
    label: "Configurations",
    needs: "config:read",
    words: "settings claude code override",
  },
  { path: "/control/devices", label: "Devices", needs: "device:read", words: "machines laptops revoke protection" },
];

export const SETTINGS_PAGES: readonly Page[] = [
  { path: "/settings/profile", label: "Profile", needs: "account:manage", words: "name password theme" },
  { path: "/settings/sessions", label: "Sessions", needs: "account:manage", words: "browsers sign out" },
  { path: "/settings/tokens", label: "API tokens", needs: "token:manage", words: "keys secret" },
  {
    path: "/settings/providers",
    label: "Providers",
    needs: "provider:manage",
    words: "anthropic openai credentials keys",
  },
  {
    path: "/settings/organization",
    label: "Organization",
    needs: "organization:update",
    words: "limits sessions plan",
  },
];

const SECTIONS: readonly Section[] = [
  { path: "", label: "Home", icon: <House aria-hidden /> },
  { path: "/catalog", label: "Catalog", icon: <LibraryBig aria-hidden />, needs: "config:read", words: "agents" },
  {
    path: "/people",
    label: "People",
    icon: <Users aria-hidden />,
    needs: "employee:read",
    scope: "team",
    words: "employees teams suspend",
  },
  { path: "/control", label: "Control", icon: <ShieldCheck aria-hidden />, pages: CONTROL_PAGES },
  {
    path: "/spend",
    label: "Spend",
    icon: <Receipt aria-hidden />,
    needs: "usage:read",
    words: "usage budgets money limits",
  },
  {
    path: "/activity",
    label: "Activity",
    icon: <Activity aria-hidden />,
    needs: "activity:read",
    words: "log audit events",
  },
  { path: "/settings", label: "Settings", icon: <Settings aria-hidden />, pages: SETTINGS_PAGES },
];

function isPermitted(actor: Actor, page: Page, scope: "own" | "team" = "own"): boolean {
  return page.needs === undefined || can(actor, page.needs, scope);
}

/** The pages of a section that the person may open, as addresses. */
export function permittedTabs(actor: Actor, org: string, pages: readonly Page[]) {
  return pages.filter((page) => isPermitted(actor, page)).map(({ path, label }) => ({ href: `/${org}${path}`, label }));
}

/** A section without a page of its own is there when one of its pages is. */
function permittedSections(actor: Actor): readonly Section[] {
  return SECTIONS.filter((section) =>
    section.pages ? section.pages.some((page) => isPermitted(actor, page)) : isPermitted(actor, section, section.scope),
  );
}

export function Navigation({ actor, org }: { actor: Actor; org: string }) {
  return permittedSections(actor).map(({ path, label, icon }) => (
    <NavLink key={path} href={`/${org}${path}`} label={label} icon={icon} isExact={path === ""} />
  ));
}

/** What the palette leads to: the same pages, by the same rule. */
export function paletteEntries(actor: Actor, org: string): PaletteEntry[] {
  const entry = (page: Page, group: string): PaletteEntry => ({
    id: `${group}${page.path}`,
    label: page.label,
    href: `/${org}${page.path}`,
    group,
    ...(page.words !== undefined && { words: page.words }),
  });
  const actions: readonly Page[] = [
    { path: "/control/policies/new", label: "New rule", needs: "policy:manage", words: "policy deny create" },
    { path: "/spend/budgets", label: "Set a budget", needs: "budget:manage", words: "limit money" },
    { path: "/settings/tokens", label: "Create an API token", needs: "token:manage", words: "key" },
  ];
  return [
    ...permittedSections(actor).flatMap((section) =>
      section.pages
        ? section.pages.filter((page) => isPermitted(actor, page)).map((page) => entry(page, section.label))
        : [entry(section, "Go to")],
    ),
    ...actions.filter((page) => isPermitted(actor, page)).map((page) => entry(page, "Do")),
    { id: "device", label: "Sign a machine in", href: "/device", group: "Do", words: "device code login cli" },
  ];
}
