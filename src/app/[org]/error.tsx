"use client";

import { ErrorState } from "@/components/error-state";

export default function OrganizationPageError({
  error,
  reset,
}: {
  error: Error & { digest?: string };
  reset: () => void;
}) {
  return (
    <ErrorState
      title="This page could not be loaded"
      body="Something went wrong on our side. What is in force stays in force; try again in a moment."
      onRetry={reset}
      reference={error.digest}
    />
  );
}
