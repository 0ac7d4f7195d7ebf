import { type VariantProps, cva } from "class-variance-authority";
import type { ReactNode } from "react";

const badge = cva(
  "inline-flex h-5 max-w-full shrink-0 items-center gap-1 rounded-sm px-1.5 text-xs font-medium whitespace-nowrap [&_svg]:size-3 [&_svg]:shrink-0",
  {
    variants: {
      tone: {
        neutral: "bg-sunken text-ink-soft",
        accent: "bg-accent-soft text-accent",
        allow: "bg-allow-soft text-allow",
        audit: "bg-audit-soft text-audit",
        warn: "bg-warn-soft text-warn",
        hold: "bg-hold-soft text-hold",
        deny: "bg-deny-soft text-deny",
      },
    },
    defaultVariants: { tone: "neutral" },
  },
);

export type BadgeTone = NonNullable<VariantProps<typeof badge>["tone"]>;
type Props = { tone?: BadgeTone; icon?: ReactNode; children: ReactNode; hint?: string };

export function Badge({ tone = "neutral", icon, children, hint }: Props) {
  return (
    <span className={badge({ tone })} title={hint}>
      {icon}
      <span className="truncate">{children}</span>
    </span>
  );
}
