"use client";

import { Toast as Base } from "@base-ui/react/toast";
import { CircleAlert, CircleCheck, X } from "lucide-react";
import { IconButton } from "./button";
import { refusalOf } from "./form";

const manager = Base.createToastManager();

/** Says that something is done. What matters is also on the page: a toast is never the only notice. */
export function toastDone(title: string, description?: string): void {
  manager.add({ title, type: "done", timeout: 5_000, ...(description !== undefined && { description }) });
}

/** Says why something was refused, and what to do next. */
export function toastError(error: unknown): void {
  const { message, remedy } = refusalOf(error);
  manager.add({
    title: message,
    type: "error",
    timeout: 10_000,
    priority: "high",
    ...(remedy !== null && { description: remedy }),
  });
}

/** Where toasts appear: stands once, around the app. */
export function Toasts() {
  return (
    <Base.Provider toastManager={manager}>
      <Base.Portal>
        <Base.Viewport className="fixed right-4 bottom-4 z-50 flex w-[calc(100vw-2rem)] flex-col gap-2 sm:w-88">
          <List />
        </Base.Viewport>
      </Base.Portal>
    </Base.Provider>
  );
}

function List() {
  const { toasts } = Base.useToastManager();
  return toasts.map((toast) => (
    <Base.Root
      key={toast.id}
      toast={toast}
      swipeDirection={["right", "down"]}
      className="rounded-lg border border-line bg-surface text-sm text-ink shadow-float transition duration-150 data-ending-style:translate-y-2 data-ending-style:opacity-0 data-starting-style:translate-y-2 data-starting-style:opacity-0"
    >
      <Base.Content className="flex items-start gap-2.5 px-3 py-2.5">
        {toast.type === "error" ? (
          <CircleAlert aria-hidden className="mt-0.5 size-4 shrink-0 text-deny" />
        ) : (
          <CircleCheck aria-hidden className="mt-0.5 size-4 shrink-0 text-allow" />
        )}
        <div className="min-w-0 flex-1">
          <Base.Title className="font-medium" />
          <Base.Description className="text-ink-faint" />
        </div>
        <Base.Close render={<IconButton label="Dismiss" size="sm" />}>
          <X aria-hidden />
        </Base.Close>
      </Base.Content>
    </Base.Root>
  ));
}
