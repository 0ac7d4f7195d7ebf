import { Ban, Check, Eye, Hand, TriangleAlert } from "lucide-react";
import { Badge, type BadgeTone } from "./badge";

export type Verdict = "ALLOW" | "AUDIT" | "WARN" | "REQUIRE_APPROVAL" | "DENY";

const LOOK: Record<Verdict, { tone: BadgeTone; word: string; icon: typeof Check }> = {
  ALLOW: { tone: "allow", word: "Allowed", icon: Check },
  AUDIT: { tone: "audit", word: "Audited", icon: Eye },
  WARN: { tone: "warn", word: "Warned", icon: TriangleAlert },
  REQUIRE_APPROVAL: { tone: "hold", word: "Needs approval", icon: Hand },
  DENY: { tone: "deny", word: "Denied", icon: Ban },
};

/** One colour, one symbol and one word for each of the five verdicts, wherever one is shown. */
export function VerdictBadge({ verdict, word }: { verdict: Verdict; word?: string }) {
  const { tone, word: usual, icon: Icon } = LOOK[verdict];
  return (
    <Badge tone={tone} icon={<Icon aria-hidden />}>
      {word ?? usual}
    </Badge>
  );
}
