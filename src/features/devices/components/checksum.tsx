import { RelativeTime } from "@/components/relative-time";

/** The first characters of a checksum: enough to compare by eye, the whole is on hover. */
function short(checksum: string): string {
  return checksum.replace(/^sha256:/, "").slice(0, 8);
}

/** Which settings a machine proved to run, and since when. */
export function Checksum({ checksum, since }: { checksum: string | null; since: Date | null }) {
  if (checksum === null) return <span className="text-ink-faint">none reported</span>;
  return (
    <span className="inline-flex items-baseline gap-2">
      <code title={checksum} className="font-mono text-xs text-ink">
        {short(checksum)}
      </code>
      <span className="text-xs text-ink-faint">
        <RelativeTime at={since} />
      </span>
    </span>
  );
}
