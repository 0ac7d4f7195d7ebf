"use client";

import "./globals.css";
import { ErrorState } from "@/components/error-state";

/** When even the frame of the page fails. */
export default function GlobalError({ error, reset }: { error: Error & { digest?: string }; reset: () => void }) {
  return (
    <html lang="en">
      <body>
        <ErrorState
          title="Steward could not show this page"
          body="Something went wrong on our side. Your company's rules stay in force; try again in a moment."
          onRetry={reset}
          homeHref="/"
          reference={error.digest}
        />
      </body>
    </html>
  );
}
