import { TextLink } from "@/components/text-link";
import { env } from "@/env";
import { type Actor, can } from "@/server/access";
import { bootPlan } from "@/server/boot";

/** Says on every page what is not real here: models that are played, mail that goes nowhere. Absent with real keys. */
export function StandInBanner({ actor }: { actor: Actor }) {
  const { emulators, outbox } = bootPlan(env);
  if (!emulators.anthropic && !outbox) return null;
  return (
    <aside
      aria-label="About this installation"
      className="border-b border-line bg-sunken px-4 py-1.5 text-center text-xs text-ink-soft"
    >
      {emulators.anthropic && "Stand-in models answer here: nothing costs real money. "}
      {outbox && "Mail stays on this machine. "}
      {outbox && can(actor, "platform:manage") && (
        <TextLink href="/dev/outbox" isPlain>
          Open the outbox
        </TextLink>
      )}
    </aside>
  );
}
