import { env } from "@/env";
import type { Identity } from "@/features/devices/server";
import type { Credential } from "@/features/providers/server";
import { DO_NOT_RETRY } from "../vendor-error";
import { Refusal } from "./refusal";
import type { Relayed } from "./relay";

/** What the caller is told when the upstream gave no answer that could go on; null when it did, or nobody listens any more. */
export function upstreamRefusal(
  { outcome, status }: Relayed,
  call: { identity: Identity; credential: Credential },
): Refusal | null {
  if (outcome === "unreachable") {
    return new Refusal(
      {
        status: 529,
        type: "overloaded_error",
        message: "Anthropic could not be reached, or broke off before answering. Your agent tries again by itself.",
        headers: { "retry-after": "2" },
      },
      "upstream_unreachable",
    );
  }
  if (outcome !== "credential_refused") return null;
  const whose = { company: "your organization's", personal: "your own", platform: "this installation's" };
  const page = `${env.stewardUrl}/${call.identity.orgSlug}/settings/providers`;
  const remedy = {
    company: `An owner can replace it: ${page}`,
    personal: `Replace it: ${page}`,
    platform: "Tell whoever runs Steward.",
  };
  return new Refusal(
    {
      status: 400,
      type: "policy_blocked",
      message:
        `Anthropic did not accept ${whose[call.credential.source]} key (${String(status)}). Signing in again would not ` +
        `change that. ${remedy[call.credential.source]}`,
      headers: DO_NOT_RETRY,
    },
    "credential_refused",
  );
}
