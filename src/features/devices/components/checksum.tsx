import { Badge } from "@/components/badge";

/** The first characters of a checksum: enough to compare by eye, the whole is on hover. */
function short(checksum: string): string {
  return checksum.replace(/^sha256:/, "").slice(0, 8);
}

/** Which settings a machine proved to run, and whether they are today's. */
export function Checksum({ applied, wanted }: { applied: string | null; wanted: string | null }) {
  if (applied === null) return <span className="text-ink-faint">none reported</span>;
  return (
    <span className="inline-flex items-center gap-2">
      <code title={applied} className="font-mono text-xs">
        {short(applied)}
      </code>
      {wanted !== null && (wanted === applied ? <Badge tone="allow">Current</Badge> : <Badge tone="warn">Older</Badge>)}
    </span>
  );
}
