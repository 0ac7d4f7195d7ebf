"use client";

import { Trash2 } from "lucide-react";
import { useRouter } from "next/navigation";
import { Button } from "@/components/button";
import { ConfirmDialog } from "@/components/confirm-dialog";
import { toastDone } from "@/components/toast";
import { trpc } from "@/lib/trpc";

type Props = { org: string; rule: { id: string; version: number; toolName: string } };

/** Takes a rule away. Its versions stay in the log. */
export function DeleteRuleButton({ org, rule }: Props) {
  const router = useRouter();
  const remove = trpc.policies.deleteToolRule.useMutation();
  return (
    <ConfirmDialog
      title={`Delete the rule for ${rule.toolName}?`}
      body="What it denied is allowed again within a second, unless another rule says otherwise. Switching it off keeps it for later."
      confirmLabel="Delete rule"
      onConfirm={async () => {
        await remove.mutateAsync({ toolRuleId: rule.id, version: rule.version });
        toastDone("Rule deleted");
        router.push(`/${org}/control/policies`);
        router.refresh();
      }}
      trigger={
        <Button tone="danger-quiet" icon={<Trash2 aria-hidden />}>
          Delete
        </Button>
      }
    />
  );
}
