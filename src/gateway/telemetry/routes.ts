import { gunzipSync } from "node:zlib";
import type { Context } from "hono";
import { recordClientEvents } from "@/features/usage/server";
import { log } from "@/server/log";
import { type GatewayEnv, newRoutes } from "../context";
import { identify, requireScope } from "../identity";
import { clientEvents } from "./client-events";
import { type LogRecord, readJsonLogs, readProtobufLogs } from "./log-records";

const MAX_BYTES = 8 * 1024 * 1024;
const MAX_EVENTS = 500;

/** What came in since the process started: reports are counted also where nothing of them is kept. */
const counts = { requests: 0, kept: 0, dropped: 0 };

export function telemetryCounts(): Readonly<typeof counts> {
  return counts;
}

/** OTLP's empty answer, in the encoding that was asked in. An exporter that sees anything else repeats itself. */
function accepted(c: Context<GatewayEnv>): Response {
  const isProtobuf = c.req.header("content-type")?.startsWith("application/x-protobuf") === true;
  if (!isProtobuf) return c.json({ partialSuccess: {} });
  return c.body(new ArrayBuffer(0), 200, { "content-type": "application/x-protobuf" });
}

async function readRecords(c: Context<GatewayEnv>): Promise<LogRecord[]> {
  if (Number(c.req.header("content-length") ?? 0) > MAX_BYTES) throw new Error("more telemetry than is read");
  const raw = Buffer.from(await c.req.arrayBuffer());
  const body = c.req.header("content-encoding") === "gzip" ? gunzipSync(raw, { maxOutputLength: MAX_BYTES }) : raw;
  const isJson = c.req.header("content-type")?.includes("json") === true;
  return isJson ? readJsonLogs(body.toString("utf8")) : readProtobufLogs(body);
}

async function keepLogs(c: Context<GatewayEnv>): Promise<Response> {
  counts.requests += 1;
  try {
    const identity = await identify(c.req.raw.headers);
    requireScope(identity, "activity:report");
    const records = await readRecords(c);
    const events = clientEvents(records).slice(0, MAX_EVENTS);
    if (events.length > 0) await recordClientEvents(identity, events);
    counts.kept += events.length;
    counts.dropped += records.length - events.length;
  } catch (error) {
    log().debug({ err: error }, "telemetry was dropped");
    counts.dropped += 1;
  }
  return accepted(c);
}

async function count(c: Context<GatewayEnv>): Promise<Response> {
  await c.req.arrayBuffer();
  counts.requests += 1;
  counts.dropped += 1;
  return accepted(c);
}

/**
 * OTLP over HTTP. Always 200: telemetry never stops an agent, and an answer that its exporter does not expect is sent
 * again and again. Of the logs, tool decisions and API errors are kept as the device's own word; metrics and traces are
 * counted and dropped.
 */
export const telemetryRoutes = newRoutes()
  .post("/v1/logs", keepLogs)
  .post("/v1/metrics", count)
  .post("/v1/traces", count);
