import { Card } from "@/components/card";
import { CodeBlock } from "@/components/code-block";
import { env } from "@/env";
import { DevicesTable } from "@/features/devices/components";
import { listDevices } from "@/features/devices/server";
import { type Actor, can } from "@/server/access";

/** The person's own machines with the agents on them, and how to sign another one in. */
export async function MyMachines({ actor }: { actor: Actor }) {
  const devices = await listDevices(actor, { employeeId: actor.employeeId });
  const canRevoke = can(actor, "device:revoke");
  const command = (
    <CodeBlock code={`npx ${env.stewardUrl}/cli/steward.tgz login`} label="the sign-in command" isCommand />
  );
  return (
    <Card
      title="Your machines"
      description="The agents on each, and the settings they run."
      isFlush
      {...(devices.length > 0 && {
        footer: (
          <div className="flex w-full flex-wrap items-center justify-between gap-3 text-ink-faint">
            <span>Sign another machine in:</span>
            <div className="max-w-full min-w-0">{command}</div>
          </div>
        ),
      })}
    >
      <DevicesTable
        isOwn
        devices={devices.map((device) => ({ ...device, canRevoke }))}
        empty={{
          title: "No machine is signed in yet",
          body: "Run this where you use Claude Code. It finds your agents, opens a page here to approve, and sets them up.",
          action: command,
        }}
      />
    </Card>
  );
}
