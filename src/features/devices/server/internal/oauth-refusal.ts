/**
 * Why a token endpoint says no, in the words of RFC 6749 (5.2) and RFC 8628 (3.5). An answer, not an exception: what a
 * refusal changes, such as a revoked family, must be kept.
 */
export type OAuthRefusal = {
  refused: "authorization_pending" | "slow_down" | "access_denied" | "expired_token" | "invalid_grant";
  description: string;
};

export function refuse(refused: OAuthRefusal["refused"], description: string): OAuthRefusal {
  return { refused, description };
}

export const CUT_OFF = refuse("invalid_grant", "This sign-in has ended. Sign in again, or ask your administrator.");
