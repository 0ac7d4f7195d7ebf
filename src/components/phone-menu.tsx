"use client";

import { Menu as MenuIcon } from "lucide-react";
import { usePathname } from "next/navigation";
import { type ReactNode, useState } from "react";
import { IconButton } from "./button";
import { Dialog } from "./dialog";

/** The navigation on a phone. It closes by itself when it has led somewhere. */
export function PhoneMenu({ children }: { children: ReactNode }) {
  const path = usePathname();
  const [openOn, setOpenOn] = useState<string | null>(null);
  return (
    <Dialog
      title="Menu"
      shape="sheet"
      size="sm"
      isOpen={openOn === path}
      onOpenChange={(isOpen) => setOpenOn(isOpen ? path : null)}
      trigger={
        <IconButton label="Open the menu">
          <MenuIcon aria-hidden />
        </IconButton>
      }
    >
      <div className="space-y-4">{children}</div>
    </Dialog>
  );
}
