import { Agent } from "undici";
import { onceInProcess } from "@/server/once";

/**
 * The connections to those who serve models, kept open between calls. A model may think for minutes before its first
 * byte and pause between two; ten minutes is what the client itself waits.
 */
export const upstreams = onceInProcess(
  "gateway.upstreams",
  () =>
    new Agent({
      connect: { timeout: 10_000 },
      headersTimeout: 600_000,
      bodyTimeout: 600_000,
      keepAliveTimeout: 30_000,
      keepAliveMaxTimeout: 300_000,
      pipelining: 1,
    }),
);
