import { Badge, type BadgeTone } from "@/components/badge";

const LOOK: Record<string, { tone: BadgeTone; word: string }> = {
  catalog: { tone: "neutral", word: "Default" },
  organization: { tone: "accent", word: "Organization" },
  team: { tone: "audit", word: "Team" },
  employee: { tone: "hold", word: "Person" },
};

/** Which level supplied a value: the same colour wherever it is shown. */
export function LevelBadge({ level }: { level: { kind: string; name: string } }) {
  const { tone, word } = LOOK[level.kind] ?? { tone: "neutral" as const, word: level.kind };
  const isNamed = level.kind === "team";
  return (
    <Badge tone={tone} hint={level.name}>
      {isNamed ? `${word} ${level.name}` : word}
    </Badge>
  );
}
