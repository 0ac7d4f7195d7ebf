import type { IncomingHttpHeaders } from "node:http";
import type { Provider } from "@/features/providers";
import type { Credential } from "@/features/providers/server";
import type { UsageMeter } from "../usage-meter";

/** A call as the caller sent it: the path it chose, its headers, and its body unread. */
export type CallerRequest = { path: string; headers: IncomingHttpHeaders; body: Buffer };

/** The same call as the upstream wants it. */
export type UpstreamRequest = {
  origin: string;
  path: string;
  headers: Record<string, string | string[]>;
  body: Buffer;
};

/**
 * What differs between those who serve models: where a call goes, how it is signed and where the answer says what it
 * used. A further one, such as a cloud that signs each request and renames the model, is one more of these.
 */
export type ProviderAdapter = {
  provider: Provider;
  /** Addresses and signs a call. The caller's own credentials are gone by then. */
  address(request: CallerRequest, credential: Credential): UpstreamRequest;
  /** The meter for an answer of that media type. */
  meter(contentType: string | undefined): UsageMeter;
};
