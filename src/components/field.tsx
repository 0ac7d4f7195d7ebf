import type { ReactNode } from "react";

type Props = {
  id: string;
  label: string;
  hint?: ReactNode;
  error?: string | undefined;
  /** Stands at the right of the label. */
  aside?: ReactNode;
  children: ReactNode;
};

/** A label, its control, and below it what it means or what is wrong with it. */
export function Field({ id, label, hint, error, aside, children }: Props) {
  return (
    <div className="min-w-0 space-y-1.5">
      <div className="flex items-baseline justify-between gap-2">
        <label htmlFor={id} className="text-sm font-medium text-ink">
          {label}
        </label>
        {aside !== undefined && <span className="text-xs">{aside}</span>}
      </div>
      {children}
      {error !== undefined ? (
        <p id={`${id}-error`} role="alert" className="text-xs font-medium text-deny">
          {error}
        </p>
      ) : (
        hint !== undefined && (
          <p id={`${id}-hint`} className="text-xs text-ink-faint">
            {hint}
          </p>
        )
      )}
    </div>
  );
}

/** What a control inside a `Field` is described by: its error when it has one, else its hint. */
export function describedBy(
  id: string,
  { error, hint }: { error?: string | undefined; hint?: ReactNode },
): string | undefined {
  if (error !== undefined) return `${id}-error`;
  return hint === undefined ? undefined : `${id}-hint`;
}
