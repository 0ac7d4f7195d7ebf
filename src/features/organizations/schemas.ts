import { z } from "zod";
import { RESERVED_SLUGS, SLUG_PATTERN } from "@/contracts/reserved-slugs";

/** The organization's part of every address: `/acme/…`. Never one of the words that our own pages begin with. */
export const OrganizationSlug = z
  .string()
  .trim()
  .toLowerCase()
  .regex(SLUG_PATTERN, "Use 3 to 50 lower-case letters, digits and hyphens, beginning with a letter")
  .refine((slug) => !RESERVED_SLUGS.has(slug), "This name is reserved; choose another");

export const OrganizationName = z.string().trim().min(2, "Use at least 2 characters").max(120);

/**
 * What `organizations.settings` holds. `effectiveSettings` fills in what a row leaves out, so a new setting needs no
 * migration; an unknown key is refused in both directions, because a setting nobody reads is a promise nobody keeps.
 * `tokenSources.personal` is absent until somebody decides: then the plan decides.
 */
export const OrganizationSettings = z.strictObject({
  /** Whose credential may pay for a model call. */
  tokenSources: z
    .strictObject({
      company: z.boolean().default(true),
      platform: z.boolean().default(true),
      personal: z.boolean().optional(),
    })
    .prefault({}),
  /** A web session ends this many hours after sign-in, however busy it was. */
  sessionHours: z.number().int().min(1).max(720).default(12),
  /** A web session ends after this many minutes without a request. */
  idleMinutes: z.number().int().min(5).max(10_080).default(120),
  /** `CLAUDE_CODE_MAX_OUTPUT_TOKENS` in the remote settings: what a call may ask for bounds what must be held for it. */
  maxOutputTokens: z.number().int().min(1_024).max(128_000).default(32_000),
});
export type OrganizationSettings = z.output<typeof OrganizationSettings>;

const TIME_ZONES: ReadonlySet<string> = new Set([...Intl.supportedValuesOf("timeZone"), "UTC"]);

/** What an owner may change of the organization. A field left out stays as it is. */
export const UpdateOrganizationInput = z.strictObject({
  name: OrganizationName.optional(),
  /** An IANA time zone: days and months of budgets begin by its clock. */
  timeZone: z
    .string()
    .refine((zone) => TIME_ZONES.has(zone), "Choose a time zone such as Europe/Berlin")
    .optional(),
  settings: z
    .strictObject({
      tokenSources: z.strictObject({ company: z.boolean(), platform: z.boolean(), personal: z.boolean() }).partial(),
      sessionHours: OrganizationSettings.shape.sessionHours.unwrap(),
      idleMinutes: OrganizationSettings.shape.idleMinutes.unwrap(),
      maxOutputTokens: OrganizationSettings.shape.maxOutputTokens.unwrap(),
    })
    .partial()
    .optional(),
});

/** Where the organization's logo is; null removes it. */
export const SetLogoInput = z.strictObject({ url: z.string().trim().max(2_000).nullable() });

/** The logo as it is kept: the picture itself, so that no page calls the address again. */
export const StoredLogo = z.strictObject({ logoUrl: z.string().max(100_000).nullable() });

/** People and agents that a plan includes. Source: the product's plan table (starter, pro, enterprise). */
export const PLAN_LIMITS = {
  starter: { maxEmployees: 10, maxAgentsPerEmployee: 3 },
  pro: { maxEmployees: 50, maxAgentsPerEmployee: 5 },
  enterprise: { maxEmployees: 500, maxAgentsPerEmployee: 10 },
} as const;

export const GetOrganizationInput = z.strictObject({});
export const ListMyOrganizationsInput = z.strictObject({});

/** Names an organization to the operator's own verbs, which run without an organization of their own. */
export const OrganizationBySlugInput = z.strictObject({ slug: z.string().trim().toLowerCase().max(50) });

export const CreateOrganizationInput = z.strictObject({
  name: OrganizationName,
  slug: OrganizationSlug,
  type: z.enum(["TENANT", "PARTNER"]).default("TENANT"),
  plan: z.enum(["starter", "pro", "enterprise"]).default("starter"),
  parentSlug: z.string().max(50).optional(),
});
