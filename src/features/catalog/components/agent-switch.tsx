"use client";

import { useRouter } from "next/navigation";
import { Switch } from "@/components/switch";
import { toastDone, toastError } from "@/components/toast";
import { trpc } from "@/lib/trpc";

type Props = {
  agent: { id: string; name: string; governance: "governed" | "listed"; state: "enabled" | "disabled" | "undecided" };
};

/** Whether the organization uses an agent. A governed one that nobody decided about works. */
export function AgentSwitch({ agent }: Props) {
  const router = useRouter();
  const answered = {
    onSuccess: (after: { name: string; state: string }) => {
      toastDone(after.state === "enabled" ? `${after.name} is used here` : `${after.name} is switched off`);
      router.refresh();
    },
    onError: toastError,
  };
  const enable = trpc.catalog.enable.useMutation(answered);
  const disable = trpc.catalog.disable.useMutation(answered);
  const isOn = agent.state === "enabled" || (agent.state === "undecided" && agent.governance === "governed");
  return (
    <Switch
      label={`${agent.name} is used here`}
      checked={isOn}
      disabled={enable.isPending || disable.isPending}
      onChange={(next) => (next ? enable : disable).mutate({ agentId: agent.id })}
    />
  );
}
