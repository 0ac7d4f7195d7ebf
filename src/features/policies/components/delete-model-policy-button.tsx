"use client";

import { Trash2 } from "lucide-react";
import { useRouter } from "next/navigation";
import { Button } from "@/components/button";
import { ConfirmDialog } from "@/components/confirm-dialog";
import { toastDone } from "@/components/toast";
import { trpc } from "@/lib/trpc";

type Props = { org: string; policy: { id: string; version: number; name: string } };

/** Takes an allow-list away. Its versions stay in the log. */
export function DeleteModelPolicyButton({ org, policy }: Props) {
  const router = useRouter();
  const remove = trpc.policies.deleteModelPolicy.useMutation();
  return (
    <ConfirmDialog
      title={`Delete ${policy.name}?`}
      body="The models it refused are allowed again within a second, unless another list says otherwise."
      confirmLabel="Delete list"
      onConfirm={async () => {
        await remove.mutateAsync({ policyId: policy.id, version: policy.version });
        toastDone("Model list deleted");
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
