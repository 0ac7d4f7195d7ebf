import type { TokenScope } from "@/contracts/token-scopes";

/** What each scope lets a token do, in words. */
export const SCOPE_WORDS: Record<TokenScope, { label: string; detail: string }> = {
  "models:call": { label: "Call models", detail: "Through the gateway, on the company's rules and budget." },
  "settings:read": { label: "Take settings", detail: "Managed settings, and everything a sync brings." },
  "decisions:ask": { label: "Ask the gate", detail: "Whether a tool call would be allowed." },
  "activity:report": { label: "Report activity", detail: "What an agent did, and which settings it runs." },
  "usage:read": { label: "Read spending", detail: "Your own spending and limits." },
};
