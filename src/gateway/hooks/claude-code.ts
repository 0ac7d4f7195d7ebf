import { z } from "zod";
import type { Decision } from "@/features/policies/server";

const Id = z.string().max(200);

/** What Claude Code sends before it runs a tool; there is more in it, which is none of our business. Source: its own samples. */
export const ClaudeCodeHookInput = z.object({
  hook_event_name: z.string().max(100),
  tool_name: z.string().min(1).max(500).optional(),
  tool_input: z.unknown().optional(),
  tool_use_id: Id.optional(),
  session_id: Id.optional(),
  permission_mode: Id.optional(),
});
export type ClaudeCodeHookInput = z.output<typeof ClaudeCodeHookInput>;

/** An empty object says nothing, and the client's own rules go on. */
export type HookAnswer =
  | Record<string, never>
  | { systemMessage: string }
  | {
      hookSpecificOutput: {
        hookEventName: "PreToolUse";
        permissionDecision: "deny";
        permissionDecisionReason: string;
      };
    };

/** A refusal as the client shows it to the model and, in its transcript, to the person. */
export function denial(reason: string): HookAnswer {
  return {
    hookSpecificOutput: {
      hookEventName: "PreToolUse",
      permissionDecision: "deny",
      permissionDecisionReason: reason,
    },
  };
}

/** The gate's word in the client's. Nobody can approve a held call yet, so holding refuses. */
export function hookAnswer({ verdict, reason, remedy }: Decision): HookAnswer {
  const words = [reason, remedy].filter((part) => part !== null).join(" ");
  switch (verdict) {
    case "ALLOW":
    case "AUDIT":
      return {};
    case "WARN":
      return { systemMessage: words };
    case "REQUIRE_APPROVAL":
    case "DENY":
      return denial(words);
  }
}
