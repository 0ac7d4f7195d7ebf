"use client";

import { useState } from "react";
import { Button, ButtonLink } from "@/components/button";
import { type Refusal, refusalOf } from "@/components/form";
import { Notice } from "@/components/notice";
import { trpc } from "@/lib/trpc";

/** Confirms an address at a press: never by itself, because mail scanners open links too. */
export function ConfirmAddressForm({ token }: { token: string }) {
  const verify = trpc.accounts.verifyEmail.useMutation();
  const [refusal, setRefusal] = useState<Refusal | null>(null);
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
  const confirm = async () => {
    setRefusal(null);
    await verify.mutateAsync({ token }).catch((error: unknown) => setRefusal(refusalOf(error)));
  };
  return (
    <div className="space-y-4">
      {refusal !== null && (
        <Notice tone="error" title={refusal.message}>
          {refusal.remedy}
        </Notice>
      )}
      <Button tone="primary" size="lg" width="full" isPending={verify.isPending} onClick={() => void confirm()}>
        Confirm my address
      </Button>
    </div>
  );
}
