import { newId } from "@/lib/ids";
import type { RequestInfo } from "@/server/access";
import { hashToken, newToken } from "@/server/crypto";
import { DomainError } from "@/server/errors";
import { publicCommand } from "@/server/public-command";
import { StartAuthorizationInput } from "../schemas";
import { newUserCode } from "./internal/user-codes";

/** RFC 8628, 3.2: how long the codes live, and how often the device may ask. */
export const CODE_SECONDS = 600;
export const POLL_SECONDS = 5;

/**
 * A machine asks to be signed in (RFC 8628): it gets a device code for itself and a user code for its person. Nothing is
 * granted before a signed-in person approves the user code on a page of ours. What the machine says about itself is shown
 * there, with the address it came from. Throws RATE_LIMITED after 300 attempts from one address in ten minutes.
 */
export const startAuthorization = publicCommand({
  name: "device.authorize",
  input: StartAuthorizationInput,
  throttle: ({ request }) => [
    { key: `device-start:${request.ip ?? "unknown"}`, limit: 300, windowSeconds: CODE_SECONDS },
  ],
  async run({ db, input, request, now }) {
    const deviceCode = newToken("std_");
    for (let attempt = 0; attempt < 5; attempt += 1) {
      const userCode = newUserCode();
      const { count } = await db.deviceAuthorization.createMany({
        data: [
          {
            id: newId(),
            orgId: null,
            deviceCodeHash: hashToken(deviceCode),
            userCode,
            surface: input.surface,
            deviceName: input.deviceName ?? null,
            hostname: input.hostname ?? null,
            os: input.os ?? null,
            ...clientOf(input, request),
            clients: input.clients,
            ipAddress: request.ip,
            userAgent: request.userAgent,
            intervalSeconds: POLL_SECONDS,
            expiresAt: new Date(now.getTime() + CODE_SECONDS * 1_000),
            createdAt: now,
          },
        ],
        skipDuplicates: true,
      });
      if (count === 1) return { result: { deviceCode, userCode }, audit: null };
    }
    throw new DomainError("UNAVAILABLE", "No free sign-in code was found.", { remedy: "Try again." });
  },
});

/** Claude Code sends no version of its own but in its user agent: `claude-cli/2.1.330 (external, cli)`. */
function clientOf(input: { surface: string; clientVersion?: string | undefined }, { userAgent }: RequestInfo) {
  const isClaudeCode = input.surface === "claude_code";
  const seen = /^claude-(?:cli|code)\/([\w.-]{1,40})/.exec(userAgent ?? "")?.[1];
  return {
    clientName: isClaudeCode ? "Claude Code" : "Steward CLI",
    clientVersion: input.clientVersion ?? (isClaudeCode ? seen : undefined) ?? null,
  };
}
