"use client";

import { CSPProvider } from "@base-ui/react/csp-provider";
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { httpBatchLink } from "@trpc/client";
import { ThemeProvider } from "next-themes";
import { NuqsAdapter } from "nuqs/adapters/next/app";
import { type ReactNode, useState } from "react";
import superjson from "superjson";
import { Toasts } from "@/components/toast";
import { trpc } from "@/lib/trpc";

/** The organization that a call names itself, for pages that stand outside of any. */
function asked(operations: readonly { context: Record<string, unknown> }[]): string | undefined {
  const org = operations[0]?.context.org;
  return typeof org === "string" ? org : undefined;
}

/** A refusal stays one however often it is asked for; only a lost connection is worth a second try. */
function wasLost(failures: number, error: unknown): boolean {
  return failures < 1 && (error as { data?: unknown }).data == null;
}

type Props = { nonce: string | undefined; children: ReactNode };

/** What every page of the browser stands in. `nonce` lets the few styles that libraries write pass our own policy. */
export function Providers({ nonce, children }: Props) {
  const [queryClient] = useState(
    () =>
      new QueryClient({
        defaultOptions: { queries: { retry: wasLost, staleTime: 5_000 }, mutations: { retry: false } },
      }),
  );
  const [client] = useState(() =>
    trpc.createClient({
      links: [
        httpBatchLink({
          url: "/api/trpc",
          transformer: superjson,
          // One person may work for several organizations: the page says which one this is about, or the call does.
          headers: ({ opList }) => ({ "x-steward-org": asked(opList) ?? window.location.pathname.split("/")[1] ?? "" }),
        }),
      ],
    }),
  );
  return (
    <ThemeProvider
      attribute="class"
      defaultTheme="system"
      disableTransitionOnChange
      {...(nonce !== undefined && { nonce })}
    >
      <CSPProvider {...(nonce !== undefined && { nonce })}>
        <NuqsAdapter>
          <trpc.Provider client={client} queryClient={queryClient}>
            <QueryClientProvider client={queryClient}>{children}</QueryClientProvider>
          </trpc.Provider>
        </NuqsAdapter>
        <Toasts />
      </CSPProvider>
    </ThemeProvider>
  );
}
