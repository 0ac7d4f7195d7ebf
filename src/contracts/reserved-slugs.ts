/**
 * Words that no organization may take as its slug: every first path segment of the web, and words that would mislead.
 * A test compares this list with the pages that exist.
 */
export const RESERVED_SLUGS: ReadonlySet<string> = new Set([
  "accept-invite",
  "admin",
  "api",
  "app",
  "assets",
  "billing",
  "cli",
  "dev",
  "device",
  "docs",
  "favicon",
  "forgot-password",
  "gateway",
  "health",
  "help",
  "healthz",
  "login",
  "logout",
  "mcp",
  "new",
  "oauth",
  "operator",
  "partner",
  "public",
  "readyz",
  "reset-password",
  "settings",
  "signup",
  "static",
  "status",
  "steward",
  "support",
  "system",
  "verify-email",
  "well-known",
  "www",
]);

/** 3 to 50 characters: lower case, digits and inner hyphens, starting with a letter. */
export const SLUG_PATTERN = /^[a-z][a-z0-9-]{1,48}[a-z0-9]$/;
