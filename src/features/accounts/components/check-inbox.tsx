"use client";

import { MailCheck } from "lucide-react";
import type { ReactNode } from "react";
import { Button } from "@/components/button";
import { toastDone, toastError } from "@/components/toast";
import { trpc } from "@/lib/trpc";

/** What is said to whoever signed up, whether or not the address was known: so nobody learns who is a customer. */
export function CheckInbox({ email, outbox }: { email: string; outbox: ReactNode }) {
  const resend = trpc.accounts.resendVerification.useMutation({
    onSuccess: () => toastDone("Sent again", "The newest mail is the one that works."),
    onError: toastError,
  });
  return (
    <div role="status" className="space-y-4 text-center">
      <div
        aria-hidden
        className="mx-auto flex size-12 items-center justify-center rounded-full bg-allow-soft text-allow"
      >
        <MailCheck className="size-6" />
      </div>
      <div>
        <h2 className="text-lg font-semibold">Check your inbox</h2>
        <p className="text-sm text-ink-soft">
          We sent a link to <strong className="font-medium text-ink">{email}</strong>. Confirm the address, then sign
          in.
        </p>
      </div>
      {outbox}
      <Button isPending={resend.isPending} onClick={() => resend.mutate({ email })}>
        Send it again
      </Button>
    </div>
  );
}
