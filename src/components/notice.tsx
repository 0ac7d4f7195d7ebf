import { type VariantProps, cva } from "class-variance-authority";
import { CircleAlert, Info, TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";

const notice = cva("flex gap-2.5 rounded-md border px-3 py-2.5 text-sm", {
  variants: {
    tone: {
      info: "border-line bg-sunken text-ink-soft",
      warn: "border-warn/25 bg-warn-soft text-warn",
      error: "border-deny/25 bg-deny-soft text-deny",
    },
  },
  defaultVariants: { tone: "info" },
});
const ICON = { info: Info, warn: TriangleAlert, error: CircleAlert };

type Props = VariantProps<typeof notice> & { title?: ReactNode; children?: ReactNode; action?: ReactNode };

/** Something to know beside the matter at hand. An error is read aloud when it appears. */
export function Notice({ tone, title, children, action }: Props) {
  const Icon = ICON[tone ?? "info"];
  return (
    <div role={tone === "error" ? "alert" : undefined} className={notice({ tone })}>
      <Icon aria-hidden className="mt-0.5 size-4 shrink-0" />
      <div className="min-w-0 flex-1">
        {title !== undefined && <p className="font-medium">{title}</p>}
        {children !== undefined && <div>{children}</div>}
      </div>
      {action !== undefined && <div className="shrink-0">{action}</div>}
    </div>
  );
}
