"use client";

import { type ReactElement, type ReactNode, useState } from "react";
import { Button } from "./button";
import { Dialog, DialogClose } from "./dialog";
import { RefusalNotice, useAction } from "./use-action";

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
  const { run, isPending, refusal } = useAction();
  const confirm = () =>
    run(async () => {
      await onConfirm();
      setIsOpen(false);
    });
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
        <RefusalNotice refusal={refusal} />
        <div>{body}</div>
      </div>
    </Dialog>
  );
}
