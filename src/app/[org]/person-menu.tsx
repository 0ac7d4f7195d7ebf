"use client";

import { LogOut, MonitorSmartphone, User } from "lucide-react";
import { Avatar } from "@/components/avatar";
import { Menu } from "@/components/menu";
import { ThemeToggle } from "@/components/theme-toggle";
import { signOutHere } from "@/features/sessions/components";

type Props = { name: string; email: string; org: string };

/** Who is signed in, and the way out. */
export function PersonMenu({ name, email, org }: Props) {
  return (
    <div className="flex items-center gap-1 border-t border-line pt-3">
      <Menu
        side="top"
        align="start"
        entries={[
          { kind: "label", label: email },
          { kind: "link", label: "Profile", href: `/${org}/settings/profile`, icon: <User aria-hidden /> },
          {
            kind: "link",
            label: "Sessions",
            href: `/${org}/settings/sessions`,
            icon: <MonitorSmartphone aria-hidden />,
          },
          { kind: "separator" },
          { kind: "action", label: "Sign out", icon: <LogOut aria-hidden />, onSelect: () => void signOutHere() },
        ]}
        trigger={
          <button
            type="button"
            className="flex h-9 min-w-0 flex-1 items-center gap-2 rounded-md px-1.5 text-left hover:bg-hover"
          >
            <Avatar name={name} />
            <span className="min-w-0 flex-1 truncate text-sm font-medium">{name}</span>
          </button>
        }
      />
      <ThemeToggle />
    </div>
  );
}
