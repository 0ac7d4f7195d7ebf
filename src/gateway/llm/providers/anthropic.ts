import { documentMeter, streamMeter } from "../usage-meter";
import { upstreamHeaders } from "../headers";
import type { ProviderAdapter } from "./adapter";

/** Keys of a Claude subscription go where a bearer goes; all others are API keys. */
const SUBSCRIPTION_KEY = /^sk-ant-oat/;

/** Anthropic's own API: the same path, the same bytes, another key. */
export const anthropic: ProviderAdapter = {
  provider: "anthropic",
  address({ path, headers, body }, { baseUrl, secret }) {
    const base = new URL(baseUrl);
    const prefix = base.pathname === "/" ? "" : base.pathname.replace(/\/$/, "");
    const sent = upstreamHeaders(headers);
    if (SUBSCRIPTION_KEY.test(secret)) sent["authorization"] = `Bearer ${secret}`;
    else sent["x-api-key"] = secret;
    sent["content-length"] = String(body.length);
    return { origin: base.origin, path: prefix + path, headers: sent, body };
  },
  meter: (contentType) => (contentType?.startsWith("text/event-stream") === true ? streamMeter() : documentMeter()),
};
