import { createModelPolicy, createToolRule } from "@/features/policies/server";
import type { Actor } from "@/server/access";
import type { Acme } from "./people";

/** The rules of a company that has thought about it: what is refused everywhere, what one team may not, what is watched. */
export async function seedPolicies(acme: Acme, security: Actor): Promise<void> {
  await createToolRule(security, {
    toolName: "Bash",
    action: "deny",
    conditions: {
      any: [
        { path: "command", op: "matches", value: "\\brm\\s+-[a-z]*r[a-z]*f" },
        { path: "command", op: "contains", value: "mkfs" },
      ],
    },
    reason: "Deleting whole trees needs a person at the keyboard. Ask in #platform-help if a cleanup is due.",
  });
  await createToolRule(security, {
    toolName: "WebFetch",
    action: "deny",
    reason: "Pages are fetched through the proxy of the build machines only.",
  });
  await createToolRule(security, {
    toolName: "Read",
    action: "deny",
    conditions: {
      any: [
        { path: "file_path", op: "contains", value: "/.ssh/" },
        { path: "file_path", op: "matches", value: "\\.env(\\.|$)" },
      ],
    },
    reason: "Keys and environment files stay out of models.",
  });
  await createToolRule(security, {
    toolName: "mcp__*",
    action: "audit",
    reason: "Every call to an MCP server is recorded while the list of approved servers is being made.",
  });
  const research = acme.teams.get("Research");
  if (research !== undefined) {
    await createToolRule(security, {
      toolName: "Bash",
      action: "audit",
      conditions: { all: [{ path: "command", op: "starts_with", value: "git push" }] },
      reason: "Research publishes from its own branches; pushes are recorded.",
      scope: { teamId: research },
    });
  }
  await createModelPolicy(security, {
    name: "Models we have a contract for",
    description: "Claude models except the previous generation of Opus.",
    rules: { allow: ["claude-*"], deny: ["claude-3-opus*"] },
    attachment: { appliesTo: "ORG" },
  });
}
