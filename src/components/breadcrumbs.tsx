import { ChevronRight } from "lucide-react";
import Link from "next/link";

type Props = { trail: readonly { label: string; href: string }[] };

/** The way back up. The page itself is its heading, not a crumb. */
export function Breadcrumbs({ trail }: Props) {
  return (
    <nav aria-label="Breadcrumb">
      <ol className="flex flex-wrap items-center gap-1 text-xs text-ink-faint">
        {trail.map(({ label, href }) => (
          <li key={href} className="flex items-center gap-1">
            <Link href={href} className="rounded-sm hover:text-ink hover:underline">
              {label}
            </Link>
            <ChevronRight aria-hidden className="size-3" />
          </li>
        ))}
      </ol>
    </nav>
  );
}
