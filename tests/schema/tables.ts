/** Where a table stands towards organizations. What is not listed here belongs to one organization: kind `own`. */
export const SHELF_TABLES = [
  "agent_catalog",
  "integration_registry",
  "mcp_catalog",
  "mcp_categories",
  "policies",
  "roles",
  "sku_prices",
  "tools",
] as const;

/** Tables without an organization, and why. A tenant has no right to them. */
export const GLOBAL_TABLES: Record<string, string> = {
  email_verification_tokens: "belongs to a person, before any organization is known",
  password_reset_tokens: "belongs to a person, before any organization is known",
  worker_leases: "duties of processes",
  rate_limits: "counts attempts of addresses and mails, before anybody is known",
};

/** Tables whose rule is their own, and which. */
export const SPECIAL_TABLES: Record<string, string> = {
  organizations: "a tenant sees its own row: the organization is the id",
  users: "global; a tenant sees who is an employee of it, without the password's hash",
  device_authorizations:
    "without an organization until approved; then and only then a tenant's, or for whoever knows its code",
};

/** Columns `org_id` that may be empty, and why. */
export const OPTIONAL_ORG: Record<string, string> = {
  device_authorizations: "nobody has approved it yet",
  outbox: "work that belongs to no organization",
  email_outbox: "mail to a person, such as a reset of the password",
};
