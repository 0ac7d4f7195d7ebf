"use client";

import { type ReactElement, type ReactNode, useState } from "react";
import { Button } from "./button";
import { Dialog, DialogClose } from "./dialog";
import { type Refusal, refusalOf } from "./form";
import { Notice } from "./notice";

type Props = {
  title: string;
  body: ReactNode;
  confirmLabel: string;
  /** Closes when it is done; shows why when it was refused. */
  onConfirm: () => Promise<unknown>;
  trigger: ReactElement<Record<string, unknown>>;
};

/** For what cannot be taken back: says what will happen, in the words of the thing itself. */
export function ConfirmDialog({ title, body, confirmLabel, onConfirm, trigger }: Props) {
  const [isOpen, setIsOpen] = useState(false);
  const [isPending, setIsPending] = useState(false);
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const confirm = async () => {
    setIsPending(true);
    setRefusal(null);
    try {
      await onConfirm();
      setIsOpen(false);
    } catch (error) {
      setRefusal(refusalOf(error));
    } finally {
      setIsPending(false);
    }
  };
  return (
    <Dialog
      title={title}
      size="sm"
      trigger={trigger}
      isOpen={isOpen}
      onOpenChange={setIsOpen}
      footer={
        <>
          <DialogClose>
            <Button>Cancel</Button>
          </DialogClose>
          <Button tone="danger" isPending={isPending} onClick={() => void confirm()}>
            {confirmLabel}
          </Button>
        </>
      }
    >
      <div className="space-y-3 text-sm text-ink-soft">
        {refusal !== null && (
          <Notice tone="error" title={refusal.message}>
            {refusal.remedy}
          </Notice>
        )}
        <div>{body}</div>
      </div>
    </Dialog>
  );
}
