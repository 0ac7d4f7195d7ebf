"use client";

import { Dialog as Base } from "@base-ui/react/dialog";
import { X } from "lucide-react";
import type { ReactElement, ReactNode } from "react";
import { IconButton } from "./button";
import { cn } from "./cn";

type Props = {
  title: ReactNode;
  description?: ReactNode;
  children?: ReactNode;
  footer?: ReactNode;
  /** What opens it; without one, the page does. */
  trigger?: ReactElement<Record<string, unknown>>;
  isOpen?: boolean;
  onOpenChange?: (isOpen: boolean) => void;
  size?: "sm" | "md" | "lg";
  /** A sheet comes in from the right and leaves the page readable beside it. */
  shape?: "dialog" | "sheet";
};

const SIZE = { sm: "max-w-sm", md: "max-w-lg", lg: "max-w-3xl" };
const SHAPE = {
  dialog:
    "top-1/2 left-1/2 max-h-[calc(100dvh-2rem)] w-[calc(100vw-2rem)] -translate-x-1/2 -translate-y-1/2 rounded-xl border border-line data-ending-style:scale-98 data-ending-style:opacity-0 data-starting-style:scale-98 data-starting-style:opacity-0",
  sheet:
    "inset-y-0 right-0 w-full border-l border-line data-ending-style:translate-x-6 data-ending-style:opacity-0 data-starting-style:translate-x-6 data-starting-style:opacity-0",
};

/** A matter of its own, over the page. Escape and a press outside leave it; focus returns to where it came from. */
export function Dialog(props: Props) {
  const { title, description, children, footer, trigger, isOpen, onOpenChange, size = "md", shape = "dialog" } = props;
  return (
    <Base.Root
      {...(isOpen !== undefined && { open: isOpen })}
      {...(onOpenChange && { onOpenChange: (open) => onOpenChange(open) })}
    >
      {trigger && <Base.Trigger render={trigger} />}
      <Base.Portal>
        <Base.Backdrop className="fixed inset-0 z-40 bg-scrim transition-opacity duration-150 data-ending-style:opacity-0 data-starting-style:opacity-0" />
        <Base.Popup
          className={cn(
            "fixed z-40 flex flex-col bg-surface text-ink shadow-float outline-none transition duration-150",
            SHAPE[shape],
            SIZE[size],
          )}
        >
          <header className="flex items-start justify-between gap-4 border-b border-line px-5 py-3.5">
            <div className="min-w-0">
              <Base.Title className="text-base font-semibold">{title}</Base.Title>
              {description !== undefined && (
                <Base.Description className="text-sm text-ink-faint">{description}</Base.Description>
              )}
            </div>
            <Base.Close render={<IconButton label="Close" size="sm" />}>
              <X aria-hidden />
            </Base.Close>
          </header>
          {children !== undefined && <div className="min-h-0 flex-1 overflow-y-auto px-5 py-4">{children}</div>}
          {footer !== undefined && (
            <footer className="flex flex-wrap justify-end gap-2 border-t border-line px-5 py-3">{footer}</footer>
          )}
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  );
}

/** Closes the dialog it stands in. */
export function DialogClose({ children }: { children: ReactElement<Record<string, unknown>> }) {
  return <Base.Close render={children} />;
}
