import { z } from "zod";
import { TOKEN_SCOPES } from "@/contracts/token-scopes";

export const TokenScope = z.enum(TOKEN_SCOPES);

/** The longest life of an API token: a forgotten one must not outlive the year. */
export const TOKEN_DAYS_MAX = 365;

const TokenName = z.string().trim().min(1, "Name what will use it").max(120);
const TokenScopes = z.array(TokenScope).min(1, "Choose at least one scope").max(TOKEN_SCOPES.length);
const TokenDays = z.number().int().min(1).max(TOKEN_DAYS_MAX).default(90);

export const CreateTokenInput = z.strictObject({ name: TokenName, scopes: TokenScopes, expiresInDays: TokenDays });

/** The operator's shell names a person and, where that person belongs to several organizations, which one. */
export const CreateTokenForInput = z.strictObject({
  email: z.email().transform((email) => email.toLowerCase()),
  orgSlug: z.string().max(50).optional(),
  name: TokenName,
  scopes: TokenScopes,
  expiresInDays: TokenDays,
});

export const ListTokensInput = z.strictObject({});
export const RevokeTokenInput = z.strictObject({ tokenId: z.uuid() });
