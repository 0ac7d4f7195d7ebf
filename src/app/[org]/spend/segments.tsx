import Link from "next/link";

type Props = { label: string; options: readonly { label: string; href: string; isChosen: boolean }[] };

/** A few ways of looking at one page, each with its own address. */
export function Segments({ label, options }: Props) {
  return (
    <nav
      aria-label={label}
      className="inline-flex flex-wrap gap-0.5 rounded-md border border-line bg-sunken p-0.5 text-xs"
    >
      {options.map(({ label: text, href, isChosen }) => (
        <Link
          key={href}
          href={href}
          scroll={false}
          aria-current={isChosen ? "true" : undefined}
          className="inline-flex h-6 items-center rounded-sm px-2 font-medium text-ink-faint hover:text-ink aria-[current]:bg-surface aria-[current]:text-ink aria-[current]:shadow-lift max-md:h-8"
        >
          {text}
        </Link>
      ))}
    </nav>
  );
}
