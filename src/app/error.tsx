"use client";

import { ErrorState } from "@/components/error-state";

export default function PageError({ error, reset }: { error: Error & { digest?: string }; reset: () => void }) {
  return (
    <main>
      <ErrorState
        title="This page could not be loaded"
        body="Something went wrong on our side. Nothing you did was lost; try again in a moment."
        onRetry={reset}
        homeHref="/"
        reference={error.digest}
      />
    </main>
  );
}
