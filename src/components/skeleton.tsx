/** The shape of what is coming. `lines` of a text, or one block of a given height. */
export function Skeleton({ height = 16, width = "100%" }: { height?: number; width?: number | string }) {
  return <span aria-hidden className="block animate-pulse rounded-md bg-sunken" style={{ height, width }} />;
}

/** A page that is on its way: header, figures, table. Says so to those who do not see it. */
export function PageSkeleton({ rows = 8 }: { rows?: number }) {
  return (
    <div role="status" className="space-y-6">
      <span className="sr-only">Loading…</span>
      <div className="space-y-2">
        <Skeleton height={28} width={200} />
        <Skeleton height={16} width={320} />
      </div>
      <div className="overflow-hidden rounded-lg border border-line bg-surface">
        {Array.from({ length: rows }, (_, row) => (
          <div key={row} className="flex items-center gap-6 border-b border-line px-4 py-3 last:border-0">
            <Skeleton width="30%" />
            <Skeleton width="20%" />
            <Skeleton width="15%" />
          </div>
        ))}
      </div>
    </div>
  );
}
