import type { IncomingMessage, ServerResponse } from "node:http";
import { credentialFor } from "@/features/providers/server";
import { newId } from "@/lib/ids";
import { identify, requireScope } from "../identity";
import { DO_NOT_RETRY } from "../vendor-error";
import { answerRefusal, toRefusal } from "./answer-refusal";
import { clientOf } from "./client";
import { callerHeaders } from "./headers";
import { passGate } from "./prepare-call";
import { anthropic } from "./providers/anthropic";
import { readBody } from "./read-body";
import { CallerGone, Refusal } from "./refusal";
import { relay } from "./relay";
import { scanBody } from "./scan-body";
import { upstreamRefusal } from "./upstream-refusal";

/** `POST /v1/messages/count_tokens`: passed on under the same rules. The vendor counts for nothing, so nothing is held or booked. */
export async function countTokens(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const requestId = newId();
  try {
    const identity = await identify(request.headers);
    requireScope(identity, "models:call");
    const body = await readBody(request);
    await passGate(identity, { scan: scanBody(body), client: clientOf(request.headers) });
    const credential = await credentialFor(identity.orgId, identity.employeeId, anthropic.provider);
    if (!credential) {
      throw new Refusal(
        {
          status: 501,
          type: "not_supported",
          message: "Tokens cannot be counted here: no key is stored.",
          headers: DO_NOT_RETRY,
        },
        "no_credential",
      );
    }
    const relayed = await relay({
      request: anthropic.address({ path: request.url ?? "/", headers: request.headers, body }, credential),
      response,
      meter: (contentType) => anthropic.meter(contentType),
      headers: (_status, headers) => ({ ...callerHeaders(headers), "request-id": requestId }),
    });
    const refusal = upstreamRefusal(relayed, { identity, credential });
    if (refusal) answerRefusal(response, refusal, requestId);
  } catch (error) {
    if (error instanceof CallerGone) response.destroy();
    else answerRefusal(response, toRefusal(error, requestId), requestId);
  }
}
