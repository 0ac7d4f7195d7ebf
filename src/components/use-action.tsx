"use client";

import { useState } from "react";
import { type Refusal, refusalOf } from "./form";
import { Notice } from "./notice";

/** Something a press sets going: whether it is at work, and why it was refused. */
export function useAction() {
  const [isPending, setIsPending] = useState(false);
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const run = async (work: () => Promise<unknown>): Promise<void> => {
    setIsPending(true);
    setRefusal(null);
    try {
      await work();
    } catch (error) {
      setRefusal(refusalOf(error));
    } finally {
      setIsPending(false);
    }
  };
  return { run, isPending, refusal };
}

/** Why something was refused, and what to do next; nothing while nothing was. */
export function RefusalNotice({ refusal }: { refusal: Refusal | null }) {
  if (refusal === null) return null;
  return (
    <Notice tone="error" title={refusal.message}>
      {refusal.remedy}
    </Notice>
  );
}
