import { Shield, ShieldCheck, ShieldQuestion } from "lucide-react";
import { Badge, type BadgeTone } from "@/components/badge";

const LOOK: Record<string, { tone: BadgeTone; word: string; hint: string; icon: typeof Shield }> = {
  enforced: {
    tone: "allow",
    word: "Enforced",
    hint: "The settings lie in a file that only an administrator of the machine may change.",
    icon: ShieldCheck,
  },
  "user-level": {
    tone: "warn",
    word: "Advice only",
    hint: "The settings lie in the person's own file, which he or she may change.",
    icon: Shield,
  },
  observed: {
    tone: "neutral",
    word: "Not confirmed",
    hint: "The machine has not yet said where its settings lie.",
    icon: ShieldQuestion,
  },
};

/** How strongly a machine is bound. A word we do not know counts as not confirmed. */
export function ProtectionBadge({ protection }: { protection: string }) {
  const {
    tone,
    word,
    hint,
    icon: Icon,
  } = LOOK[protection] ?? {
    tone: "neutral",
    word: protection,
    hint: "",
    icon: ShieldQuestion,
  };
  return (
    <Badge tone={tone} hint={hint} icon={<Icon aria-hidden />}>
      {word}
    </Badge>
  );
}
