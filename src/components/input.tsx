import type { ComponentProps, ReactNode } from "react";
import { cn } from "./cn";

export const CONTROL =
  "w-full min-w-0 rounded-md border border-control-line bg-surface text-ink shadow-lift transition-colors placeholder:text-ink-faint hover:border-ink-faint focus-visible:border-accent focus-visible:outline-1 focus-visible:outline-offset-0 disabled:opacity-60 aria-invalid:border-deny aria-invalid:outline-deny";

type InputProps = Omit<ComponentProps<"input">, "className" | "style" | "prefix"> & {
  /** A unit or a symbol before the text. */
  prefix?: ReactNode;
  isMono?: boolean;
};

export function Input({ prefix, isMono, ...rest }: InputProps) {
  const look = cn(
    CONTROL,
    "h-8 px-2.5 text-sm max-md:h-10 max-md:text-lg",
    isMono && "font-mono",
    prefix !== undefined && "pl-7",
  );
  if (prefix === undefined) return <input {...rest} className={look} />;
  return (
    <span className="relative block">
      <span
        aria-hidden
        className="pointer-events-none absolute inset-y-0 left-2.5 flex items-center text-sm text-ink-faint [&_svg]:size-4"
      >
        {prefix}
      </span>
      <input {...rest} className={look} />
    </span>
  );
}

type TextAreaProps = Omit<ComponentProps<"textarea">, "className" | "style"> & { isMono?: boolean };

export function TextArea({ isMono, rows = 3, ...rest }: TextAreaProps) {
  return (
    <textarea
      {...rest}
      rows={rows}
      className={cn(
        CONTROL,
        "block resize-y px-2.5 py-1.5 text-sm leading-5 max-md:text-lg",
        isMono && "font-mono text-xs",
      )}
    />
  );
}
