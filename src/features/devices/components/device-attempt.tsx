"use client";

import { Button } from "@/components/button";
import { Facts } from "@/components/facts";
import { Notice } from "@/components/notice";
import { RelativeTime } from "@/components/relative-time";
import { RefusalNotice, useAction } from "@/components/use-action";
import { trpc } from "@/lib/trpc";
import { formatUserCode } from "../schemas";

export type Attempt = {
  userCode: string;
  surface: string;
  deviceName: string | null;
  hostname: string | null;
  os: string | null;
  clientName: string | null;
  clientVersion: string | null;
  ipAddress: string | null;
  isSameAddress: boolean;
  createdAt: Date;
};

const SURFACES: Record<string, string> = { claude_code: "Claude Code", steward_cli: "steward login" };

type Props = {
  attempt: Attempt;
  org: string;
  onDecided: (outcome: "approved" | "denied") => void;
  onBack: () => void;
};

/** Who asks, from where; and the decision. Everything but the address is the machine's own claim. */
export function DeviceAttempt({ attempt, org, onDecided, onBack }: Props) {
  const { userCode } = attempt;
  const { run, refusal } = useAction();
  const options = { trpc: { context: { org } } };
  const approve = trpc.devices.approve.useMutation(options);
  const deny = trpc.devices.deny.useMutation(options);
  const decide = (outcome: "approved" | "denied") =>
    run(async () => {
      await (outcome === "approved" ? approve : deny).mutateAsync({ userCode });
      onDecided(outcome);
    });
  const program = SURFACES[attempt.surface] ?? attempt.clientName ?? attempt.surface;
  const version = attempt.clientVersion === null ? "" : ` ${attempt.clientVersion}`;
  return (
    <div className="space-y-4">
      <p className="rounded-md border border-line bg-sunken py-3 text-center font-mono text-xl font-semibold tracking-widest">
        {formatUserCode(userCode)}
      </p>
      <Facts
        facts={[
          { label: "Machine", value: attempt.deviceName ?? attempt.hostname ?? "does not say" },
          { label: "System", value: attempt.os ?? "does not say" },
          { label: "Program", value: `${program}${version}` },
          { label: "Address", value: <span className="font-mono text-xs">{attempt.ipAddress ?? "unknown"}</span> },
          { label: "Asked", value: <RelativeTime at={attempt.createdAt} /> },
        ]}
      />
      {!attempt.isSameAddress && (
        <Notice tone="warn" title="Not the address you are at">
          Approve only if you started this sign-in yourself, on a machine elsewhere.
        </Notice>
      )}
      <RefusalNotice refusal={refusal} />
      <div className="grid grid-cols-2 gap-2">
        <Button size="lg" isPending={deny.isPending} disabled={approve.isPending} onClick={() => void decide("denied")}>
          Deny
        </Button>
        <Button
          tone="primary"
          size="lg"
          isPending={approve.isPending}
          disabled={deny.isPending}
          onClick={() => void decide("approved")}
        >
          Approve
        </Button>
      </div>
      <Button tone="quiet" width="full" onClick={onBack}>
        Another code
      </Button>
    </div>
  );
}
