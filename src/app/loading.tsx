import { Skeleton } from "@/components/skeleton";

export default function Loading() {
  return (
    <main className="mx-auto max-w-sm space-y-4 px-4 py-24">
      <p role="status" className="sr-only">
        Loading…
      </p>
      <Skeleton height={28} width={160} />
      <Skeleton height={36} />
      <Skeleton height={36} />
    </main>
  );
}
