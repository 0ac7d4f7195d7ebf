import { SyncBaselineAnswerV1, SyncDocumentV1 } from "@/contracts/sync";
import type { JsonObject } from "@/lib/json";
import { z } from "zod";
import { signedOut } from "./sign-in";
import { type Answer, call, expectBody } from "./http";

const AnyAnswer = z.unknown();

export type Access = { gatewayUrl: string; token: string };

function known(answer: Answer): Answer {
  if (answer.status === 401) throw signedOut();
  return answer;
}

/** What this person's machine should hold; null when it is what `knownChecksum` names. */
export async function takeSync(access: Access, knownChecksum: string | null): Promise<SyncDocumentV1 | null> {
  const headers = knownChecksum === null ? {} : { "if-none-match": `"${knownChecksum}"` };
  const answer = known(await call(`${access.gatewayUrl}/api/v1/sync`, { token: access.token, headers }));
  return answer.status === 304 ? null : expectBody(answer, SyncDocumentV1);
}

/** Hands over what the machine's own managed file restricts, before the remote settings shadow it. */
export async function handOverBaseline(access: Access, settings: JsonObject): Promise<SyncBaselineAnswerV1> {
  const json = { client: "claude-code", settings };
  const url = `${access.gatewayUrl}/api/v1/sync/baseline`;
  return expectBody(known(await call(url, { method: "POST", token: access.token, json })), SyncBaselineAnswerV1);
}

export type Acknowledgement = {
  checksum?: string;
  protection: "enforced" | "user-level" | "observed";
  clients: { name: string; version?: string }[];
  cliVersion: string;
};

/** Tells the gateway what the machine now runs: what the Devices page shows. */
export async function acknowledge(access: Access, json: Acknowledgement): Promise<void> {
  const answer = known(
    await call(`${access.gatewayUrl}/api/v1/sync/ack`, { method: "POST", token: access.token, json }),
  );
  expectBody({ ...answer, body: answer.body ?? {} }, AnyAnswer);
}
