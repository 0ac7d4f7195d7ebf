import type { ReactNode } from "react";
import { cn } from "./cn";

type Props = {
  title?: ReactNode;
  description?: ReactNode;
  /** Stands at the right of the title. */
  actions?: ReactNode;
  children?: ReactNode;
  footer?: ReactNode;
  /** A table or a list brings its own edges. */
  isFlush?: boolean;
};

export function Card({ title, description, actions, children, footer, isFlush }: Props) {
  return (
    <section className="min-w-0 overflow-clip rounded-lg border border-line bg-surface shadow-lift">
      {(title ?? actions) !== undefined && (
        <header className="flex flex-wrap items-start justify-between gap-x-4 gap-y-2 px-4 pt-3 pb-3">
          <div className="min-w-0">
            <h2 className="text-base font-semibold text-ink">{title}</h2>
            {description !== undefined && <p className="text-sm text-ink-faint">{description}</p>}
          </div>
          {actions !== undefined && <div className="flex items-center gap-2">{actions}</div>}
        </header>
      )}
      {children !== undefined && (
        <div
          className={cn(
            isFlush ? "" : "px-4 pb-4",
            !isFlush && title === undefined && "pt-4",
            isFlush && title !== undefined && "border-t border-line",
          )}
        >
          {children}
        </div>
      )}
      {footer !== undefined && (
        <footer className="flex flex-wrap items-center justify-end gap-2 border-t border-line bg-sunken/50 px-4 py-2.5">
          {footer}
        </footer>
      )}
    </section>
  );
}
