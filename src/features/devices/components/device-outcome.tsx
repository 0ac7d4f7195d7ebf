import { Ban, CircleCheck } from "lucide-react";
import { ButtonLink } from "@/components/button";

/** What was decided, and where to look next. */
export function DeviceOutcome({
  outcome,
  name,
  org,
}: {
  outcome: "approved" | "denied";
  name: string | null;
  org: string;
}) {
  const isIn = outcome === "approved";
  const Icon = isIn ? CircleCheck : Ban;
  return (
    <div role="status" className="space-y-4 text-center">
      <Icon aria-hidden className={`mx-auto size-10 ${isIn ? "text-allow" : "text-deny"}`} />
      <div>
        <h2 className="text-lg font-semibold">{isIn ? `${name ?? "The machine"} is signed in` : "Denied"}</h2>
        <p className="text-sm text-ink-soft">
          {isIn
            ? "Go back to it: it goes on by itself in a few seconds."
            : "The machine was told. Nothing else happened."}
        </p>
      </div>
      <ButtonLink href={`/${org}`} width="full">
        Open Steward
      </ButtonLink>
    </div>
  );
}
