import { z } from "zod";
import type { UsageRow } from "@/features/usage/components";
import type { Usd } from "@/lib/money";
import { usd } from "@/lib/money";

/** The ways spending is cut on the page. */
export const CUTS = [
  { id: "employee", label: "Person" },
  { id: "team", label: "Team" },
  { id: "model", label: "Model" },
  { id: "tokenSource", label: "Who paid" },
] as const;
export const Cut = z.enum(["employee", "team", "model", "tokenSource"]).catch("employee");
type Cut = z.output<typeof Cut>;

const SOURCES: Record<string, string> = {
  company: "The company's own key",
  personal: "People's own keys",
  platform: "Steward's key",
};
const NOBODY: Record<Cut, string> = {
  employee: "Nobody",
  team: "No team",
  model: "Unknown model",
  tokenSource: "Unknown",
};

/** What the charges page is told to find the rows behind one line. */
function filterOf(by: Cut, row: { key: string | null; label: string | null }): string {
  if (row.key === null) return "";
  const [name, value] =
    by === "model"
      ? ["model", row.label ?? ""]
      : [{ employee: "employee", team: "team", tokenSource: "source" }[by], row.key];
  return `&${name}=${encodeURIComponent(value)}`;
}

type Line = { key: string | null; label: string | null; costUsd: string; calls: number };

/** The lines of a cut as the table shows them: named, with their share, leading to their charges. */
export function usageRows(
  lines: readonly Line[],
  { by, total, charges }: { by: Cut; total: Usd; charges: string },
): UsageRow[] {
  return lines.map((line) => ({
    key: line.key ?? "none",
    label: (by === "tokenSource" ? SOURCES[line.key ?? ""] : line.label) ?? line.key ?? NOBODY[by],
    costUsd: line.costUsd,
    calls: line.calls,
    share: total.isZero() ? 0 : usd(line.costUsd).div(total).toNumber(),
    href: `${charges}${filterOf(by, line)}`,
  }));
}
