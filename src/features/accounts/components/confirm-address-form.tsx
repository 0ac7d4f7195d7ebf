"use client";

import { Button, ButtonLink } from "@/components/button";
import { RefusalNotice, useAction } from "@/components/use-action";
import { trpc } from "@/lib/trpc";

/** Confirms an address at a press: never by itself, because mail scanners open links too. */
export function ConfirmAddressForm({ token }: { token: string }) {
  const verify = trpc.accounts.verifyEmail.useMutation();
  const { run, isPending, refusal } = useAction();
  if (verify.data) {
    const signIn = `/login?email=${encodeURIComponent(verify.data.email)}`;
    return (
      <div role="status" className="space-y-4">
        <p className="text-sm text-ink-soft">
          <strong className="font-medium text-ink">{verify.data.email}</strong> is confirmed. You can sign in now.
        </p>
        <ButtonLink href={signIn} tone="primary" size="lg" width="full">
          Go to sign-in
        </ButtonLink>
      </div>
    );
  }
  return (
    <div className="space-y-4">
      <RefusalNotice refusal={refusal} />
      <Button
        tone="primary"
        size="lg"
        width="full"
        isPending={isPending}
        onClick={() => void run(() => verify.mutateAsync({ token }))}
      >
        Confirm my address
      </Button>
    </div>
  );
}
