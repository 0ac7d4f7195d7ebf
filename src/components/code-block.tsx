import { CopyButton } from "./copy-button";

type Props = { code: string; label: string; isCommand?: boolean };

/** Something to read or to copy, exactly. */
export function CodeBlock({ code, label, isCommand }: Props) {
  return (
    <div className="relative max-w-full min-w-0 rounded-md border border-line bg-sunken">
      {/* Focusable, because what scrolls must be reachable by keyboard. */}
      <pre
        tabIndex={0}
        aria-label={label}
        role="region"
        className="max-h-120 overflow-auto rounded-md py-2 pr-10 pl-3 font-mono text-xs leading-5 text-ink"
      >
        {isCommand && (
          <span aria-hidden className="text-ink-faint select-none">
            ${" "}
          </span>
        )}
        {code}
      </pre>
      <span className="absolute top-1.5 right-1.5">
        <CopyButton text={code} label={`Copy ${label}`} />
      </span>
    </div>
  );
}
