const TINTS = [
  "bg-audit-soft text-audit",
  "bg-allow-soft text-allow",
  "bg-hold-soft text-hold",
  "bg-warn-soft text-warn",
  "bg-accent-soft text-accent",
];

function initials(name: string): string {
  const words = name.split(/[\s@._-]+/).filter(Boolean);
  return [words[0], words[1]]
    .map((word) => word?.[0] ?? "")
    .join("")
    .toUpperCase();
}

/** Two letters in a colour that stays with the name. Decorative: the name stands beside it. */
export function Avatar({ name, size = "md" }: { name: string; size?: "sm" | "md" }) {
  const place = Array.from(name).reduce((sum, letter) => sum + letter.charCodeAt(0), 0) % TINTS.length;
  const measure = size === "sm" ? "size-5 text-2xs" : "size-7 text-xs";
  return (
    <span
      aria-hidden
      className={`inline-flex shrink-0 items-center justify-center rounded-full font-semibold ${measure} ${TINTS[place] ?? ""}`}
    >
      {initials(name)}
    </span>
  );
}
