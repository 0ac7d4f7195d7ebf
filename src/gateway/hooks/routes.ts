import { z } from "zod";
import type { Context } from "hono";
import { CLIENT_KEYS } from "@/contracts/sync";
import { DomainError, parseInput } from "@/server/errors";
import { readJson } from "@/server/http";
import { log } from "@/server/log";
import { authenticated } from "../authenticated";
import { type GatewayEnv, newRoutes } from "../context";
import { identify, requireScope } from "../identity";
import { ClaudeCodeHookInput, type HookAnswer, denial, hookAnswer } from "./claude-code";
import { decideAndRecord } from "./decide-and-record";

/** A tool that writes a large file sends it here whole. */
const MAX_BODY_BYTES = 32_000_000;

const DecisionRequest = z.discriminatedUnion(
  "kind",
  [
    z.strictObject({
      kind: z.literal("tool"),
      tool: z.string().min(1).max(500),
      input: z.json().default({}),
      client: z.enum(CLIENT_KEYS).nullable().default(null),
    }),
    z.strictObject({
      kind: z.literal("model"),
      model: z.string().min(1).max(500),
      client: z.enum(CLIENT_KEYS).nullable().default(null),
    }),
  ],
  { error: 'Say what to decide on: {kind: "tool", tool, input} or {kind: "model", model}' },
);

/**
 * `POST /api/v1/hooks/claude-code` speaks the client's own hook shape and always answers 200: a client that fails open on
 * errors then still hears a refusal, whatever went wrong. `POST /api/v1/decisions` is the same question in our own shape.
 */
export const hookRoutes = newRoutes()
  .post("/api/v1/hooks/claude-code", async (c) => c.json(await answerHook(c)))
  .post("/api/v1/decisions", authenticated("decisions:ask"), async (c) => {
    const action = parseInput(DecisionRequest, await readJson(c.req.raw, { maxBytes: MAX_BODY_BYTES }));
    const { identity, request } = c.var;
    const { verdict, rules, reason, remedy, policyVersion } = await decideAndRecord({
      identity,
      action,
      requestId: request.id,
      about: {},
    });
    const isAllowed = verdict === "ALLOW" || verdict === "AUDIT" || verdict === "WARN";
    return c.json({
      verdict,
      allowed: isAllowed,
      reason,
      remedy,
      rules: rules.map(({ kind, id, name, version }) => ({ kind, id, name, version })),
      policy_version: policyVersion,
      request_id: request.id,
    });
  });

async function answerHook(c: Context<GatewayEnv>): Promise<HookAnswer> {
  try {
    const identity = await identify(c.req.raw.headers);
    requireScope(identity, "decisions:ask");
    const input = await readHook(c.req.raw);
    if (input.hook_event_name !== "PreToolUse") return {};
    if (input.tool_name === undefined || input.tool_input === undefined) throw malformed();
    const decision = await decideAndRecord({
      identity,
      action: { kind: "tool", tool: input.tool_name, input: input.tool_input, client: "claude-code" },
      requestId: c.var.request.id,
      about: {
        agentSessionId: input.session_id ?? null,
        toolUseId: input.tool_use_id ?? null,
        permissionMode: input.permission_mode ?? null,
      },
    });
    return hookAnswer(decision);
  } catch (error) {
    return refusal(error, c.var.request.id);
  }
}

async function readHook(request: Request): Promise<ClaudeCodeHookInput> {
  const parsed = ClaudeCodeHookInput.safeParse(await readJson(request, { maxBytes: MAX_BODY_BYTES }));
  if (!parsed.success) throw malformed(parsed.error);
  return parsed.data;
}

function malformed(cause?: unknown): DomainError {
  return new DomainError("INVALID", "Steward could not understand what Claude Code is about to do.", {
    remedy: "Update Claude Code, or report this to your administrator.",
    cause,
  });
}

function refusal(error: unknown, requestId: string): HookAnswer {
  if (error instanceof DomainError) return denial([error.message, error.remedy].filter(Boolean).join(" "));
  log().error({ err: error, requestId }, "a hook could not be answered");
  return denial(`Steward cannot decide on this right now, so it is not allowed (request ${requestId}).`);
}
