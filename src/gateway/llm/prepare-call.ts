import type { IncomingMessage } from "node:http";
import { env } from "@/env";
import { type CallEstimate, estimateCall } from "@/features/budgets/server";
import type { Identity } from "@/features/devices/server";
import { decide, loadGate } from "@/features/policies/server";
import { type ModelPrice, findPrice, priceList } from "@/features/prices/server";
import { type Credential, credentialFor } from "@/features/providers/server";
import { DO_NOT_RETRY } from "../vendor-error";
import { type Client, clientOf } from "./client";
import { anthropic } from "./providers/anthropic";
import type { ProviderAdapter } from "./providers/adapter";
import { badRequest, readBody } from "./read-body";
import { Refusal } from "./refusal";
import { type Scan, scanBody } from "./scan-body";

/** A call that may be made, as far as rules, prices and keys go. */
export type PreparedCall = {
  adapter: ProviderAdapter;
  client: Client;
  scan: Scan;
  body: Buffer;
  policyVersion: string;
  price: ModelPrice;
  credential: Credential;
  estimate: CallEstimate;
};

/** Tools that the vendor runs itself, as a request names them. Found in a text instead, they only widen the hold. */
const SERVER_TOOLS = ['"web_search_20', '"web_fetch_20', '"code_execution_20', '"mcp_servers"'].map((name) =>
  Buffer.from(name),
);

const BLOCKED = { status: 400, type: "policy_blocked", headers: DO_NOT_RETRY } as const;

/**
 * Reads a call and asks everything that can refuse it without money: its shape, the rules, its model's price, a key to
 * make it with. In this order, so that a model that is not allowed is refused for that and not for its price.
 */
export async function prepareCall(request: IncomingMessage, identity: Identity): Promise<PreparedCall> {
  const adapter = anthropic;
  const client = clientOf(request.headers);
  const body = await readBody(request);
  const scan = scanBody(body);
  if (scan.maxTokens === null) {
    throw badRequest("max_tokens: say how many tokens the answer may have at most.", "no_max_tokens");
  }
  const policyVersion = await passGate(identity, { scan, client });
  const price = await priceOf(adapter, scan);
  const credential = await keyOf(adapter, identity);
  const estimate = estimateCall({
    client: client.name ?? "unknown",
    price,
    bodyBytes: body.length,
    maxOutputTokens: scan.maxTokens,
    usesServerTools: SERVER_TOOLS.some((name) => body.includes(name)),
  });
  return { adapter, client, scan, body, policyVersion, price, credential, estimate };
}

/** The organization's rules about models. A refusal names the rule and what else may be called. */
export async function passGate(
  { orgId, employeeId }: Identity,
  { scan, client }: { scan: Scan; client: Client },
): Promise<string> {
  const gate = await loadGate(orgId, employeeId);
  const decision = decide(gate, { kind: "model", model: scan.model, client: client.name });
  if (decision.verdict !== "DENY" && decision.verdict !== "REQUIRE_APPROVAL") return decision.policyVersion;
  throw new Refusal(
    { ...BLOCKED, message: [decision.reason, decision.remedy].filter((part) => part !== null).join(" ") },
    "policy",
    {
      verdict: decision.verdict,
      policyVersion: decision.policyVersion,
      rules: decision.rules.map(({ kind, id, version }) => ({ kind, id, version })),
    },
  );
}

async function priceOf({ provider }: ProviderAdapter, { model, speed }: Scan): Promise<ModelPrice> {
  // A faster lane has prices of its own: it is a model of its own here, and refused by name until somebody prices it.
  const name = speed === null || speed === "standard" ? model : `${model}-${speed}`;
  const price = findPrice(await priceList(), { provider, model: name });
  if (price?.components.has("input_tokens") === true && price.components.has("output_tokens")) return price;
  const shown = name.slice(0, 200);
  throw new Refusal(
    {
      ...BLOCKED,
      message:
        `The model ${shown} has no price here, so what it would cost could not be booked. ` +
        "Choose a model with a price (/model), or ask whoever runs Steward to add one.",
    },
    "unpriced",
    { model: shown },
  );
}

async function keyOf({ provider }: ProviderAdapter, { orgId, orgSlug, employeeId }: Identity): Promise<Credential> {
  const credential = await credentialFor(orgId, employeeId, provider);
  if (credential) return credential;
  throw new Refusal(
    {
      ...BLOCKED,
      message:
        "There is no key to make this call with: your organization has stored none for Anthropic. " +
        `An owner can add it: ${env.stewardUrl}/${orgSlug}/settings/providers`,
    },
    "no_credential",
  );
}
