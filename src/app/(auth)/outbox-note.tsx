import { Notice } from "@/components/notice";
import { TextLink } from "@/components/text-link";
import { env } from "@/env";
import { bootPlan } from "@/server/boot";

/** While mail goes nowhere, people are told where to read it. Nothing at all once a mail service is set up. */
export function OutboxNote() {
  if (!bootPlan(env).outbox) return null;
  return (
    <Notice>
      <span className="block text-left">
        No mail service is set up on this machine, so mail stays here. Its operator reads it in{" "}
        <TextLink href="/dev/outbox" isPlain>
          the outbox
        </TextLink>
        .
      </span>
    </Notice>
  );
}
