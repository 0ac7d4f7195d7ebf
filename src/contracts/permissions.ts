/**
 * The one list of what a person may do, and who may do it.
 *
 * A permission is `noun:ability` with an optional scope suffix (`employee:read:team`). Roles store these strings;
 * `parsePermissions` turns them into the widest scope held for each ability. An ability without a suffix means `:org`.
 */

/** How far a permission reaches, narrowest first. `tree` reaches into child organizations, one at a time. */
export const SCOPES = ["own", "team", "org", "tree"] as const;
export type Scope = (typeof SCOPES)[number];

/** Abilities that a role may hold for itself or its teams only: their verbs must say whom they touch. */
export const SCOPED_ABILITIES = [
  "account:manage",
  "activity:read",
  "config:read",
  "config:update",
  "device:read",
  "device:revoke",
  "employee:invite",
  "employee:read",
  "employee:suspend",
  "employee:update",
  "policy:read",
  "request:create",
  "request:decide",
  "run:execute",
  "team:manage",
  "token:manage",
  "usage:read",
] as const;

/** Abilities that are held for the whole organization (or its tree) or not at all. */
export const ORG_ABILITIES = [
  "activity:export",
  "activity:read_content",
  "billing:manage",
  "budget:manage",
  "config:execute",
  "entity:edit",
  "organization:read",
  "organization:update",
  "platform:manage",
  "policy:manage",
  "provider:manage",
  "role:manage",
  "tenant:create",
  "tenant:read",
  "tenant:suspend",
] as const;

export const ABILITIES = [...SCOPED_ABILITIES, ...ORG_ABILITIES] as const;
export type ScopedAbility = (typeof SCOPED_ABILITIES)[number];
export type OrgAbility = (typeof ORG_ABILITIES)[number];
export type Ability = ScopedAbility | OrgAbility;
export type Permission = Ability | `${Ability}:${Scope}`;
export type Grants = ReadonlyMap<Ability, Scope>;

const known = new Set<string>(ABILITIES);
const widths = new Map<string, number>(SCOPES.map((scope, width) => [scope, width]));

function isAbility(text: string): text is Ability {
  return known.has(text);
}

function isScope(text: string): text is Scope {
  return widths.has(text);
}

/** Reads one stored permission; null when it is not one of ours, so that a typo grants nothing. */
export function parsePermission(text: string): { ability: Ability; scope: Scope } | null {
  const [noun, verb, scope = "org", ...rest] = text.split(":");
  const ability = `${noun ?? ""}:${verb ?? ""}`;
  return rest.length === 0 && isAbility(ability) && isScope(scope) ? { ability, scope } : null;
}

/** The widest scope held for each ability. Strings that are not permissions of ours grant nothing. */
export function parsePermissions(texts: readonly string[]): Grants {
  const grants = new Map<Ability, Scope>();
  for (const text of texts) {
    const parsed = parsePermission(text);
    if (!parsed) continue;
    const held = grants.get(parsed.ability);
    if (held === undefined || isWiderScope(parsed.scope, held)) grants.set(parsed.ability, parsed.scope);
  }
  return grants;
}

export function isWiderScope(scope: Scope, than: Scope): boolean {
  return SCOPES.indexOf(scope) > SCOPES.indexOf(than);
}

/** True when every permission of `wanted` is held at least as widely in `held`: nobody grants what he does not hold. */
export function coversAll(held: Grants, wanted: Grants): boolean {
  return [...wanted].every(([ability, scope]) => {
    const own = held.get(ability);
    return own !== undefined && !isWiderScope(scope, own);
  });
}

type SystemRole = {
  key: string;
  name: string;
  description: string;
  scope: "APP" | "PARTNER" | "ORG";
  rank: number;
  permissions: readonly Permission[];
};

const everyone: readonly Permission[] = ["organization:read:org", "account:manage:own"];

/** The roles every installation has; they live in the operator's organization and nobody edits them. */
export const SYSTEM_ROLES: readonly SystemRole[] = [
  {
    key: "app_admin",
    name: "Operator",
    description: "Runs the platform: vets the shared catalog, prices models, watches tenants.",
    scope: "APP",
    rank: 100,
    permissions: [
      ...everyone,
      "organization:update:org",
      "platform:manage:org",
      "tenant:read:tree",
      "tenant:create:tree",
      "tenant:suspend:tree",
      "employee:read:org",
      "activity:read:org",
      "token:manage:own",
    ],
  },
  {
    key: "app_user",
    name: "Operator staff",
    description: "Reads what the platform's operator sees.",
    scope: "APP",
    rank: 90,
    permissions: [...everyone, "tenant:read:tree"],
  },
  {
    key: "partner_admin",
    name: "Partner administrator",
    description: "Creates and watches the companies of a partner.",
    scope: "PARTNER",
    rank: 80,
    permissions: [
      ...everyone,
      "organization:update:org",
      "tenant:read:tree",
      "tenant:create:tree",
      "tenant:suspend:tree",
      "employee:read:org",
      "activity:read:org",
    ],
  },
  {
    key: "partner_user",
    name: "Partner staff",
    description: "Reads what a partner sees of its companies.",
    scope: "PARTNER",
    rank: 70,
    permissions: [...everyone, "tenant:read:tree"],
  },
  {
    key: "owner",
    name: "Owner",
    description: "Owns the company here: people, policies, money and the bill.",
    scope: "ORG",
    rank: 60,
    permissions: [
      ...everyone,
      "organization:update:org",
      "billing:manage:org",
      "role:manage:org",
      "provider:manage:org",
      "employee:read:org",
      "employee:invite:org",
      "employee:update:org",
      "employee:suspend:org",
      "team:manage:org",
      "config:read:org",
      "config:update:org",
      "config:execute:org",
      "policy:read:org",
      "policy:manage:org",
      "request:create:own",
      "request:decide:org",
      "usage:read:org",
      "budget:manage:org",
      "activity:read:org",
      "activity:export:org",
      "device:read:org",
      "device:revoke:org",
      "token:manage:own",
      "entity:edit:org",
      "run:execute:org",
    ],
  },
  {
    key: "manager",
    name: "Manager",
    description: "Decides for the teams he or she manages.",
    scope: "ORG",
    rank: 50,
    permissions: [
      ...everyone,
      "employee:read:team",
      "employee:invite:team",
      "employee:update:team",
      "employee:suspend:team",
      "team:manage:team",
      "config:read:team",
      "config:update:team",
      "policy:read:team",
      "request:create:own",
      "request:decide:team",
      "usage:read:team",
      "activity:read:team",
      "device:read:team",
      "device:revoke:team",
      "token:manage:own",
      "run:execute:team",
    ],
  },
  {
    key: "security",
    name: "Security",
    description: "Writes the rules, watches what happens, cuts off what must not go on.",
    scope: "ORG",
    rank: 50,
    permissions: [
      ...everyone,
      "employee:read:org",
      "employee:suspend:org",
      "config:read:org",
      "config:execute:org",
      "policy:read:org",
      "policy:manage:org",
      "request:create:own",
      "request:decide:org",
      "usage:read:org",
      "activity:read:org",
      "activity:export:org",
      "device:read:org",
      "device:revoke:org",
      "token:manage:own",
    ],
  },
  {
    key: "builder",
    name: "Builder",
    description: "Makes hosted agents for the company.",
    scope: "ORG",
    rank: 30,
    permissions: [
      ...everyone,
      "employee:read:own",
      "config:read:own",
      "config:update:own",
      "policy:read:own",
      "request:create:own",
      "usage:read:own",
      "activity:read:own",
      "device:read:own",
      "device:revoke:own",
      "token:manage:own",
      "entity:edit:org",
      "run:execute:org",
    ],
  },
  {
    key: "developer",
    name: "Developer",
    description: "Uses the agents the company allows.",
    scope: "ORG",
    rank: 20,
    permissions: [
      ...everyone,
      "employee:read:own",
      "config:read:own",
      "policy:read:own",
      "request:create:own",
      "usage:read:own",
      "activity:read:own",
      "device:read:own",
      "device:revoke:own",
      "token:manage:own",
      "run:execute:own",
    ],
  },
  {
    key: "viewer",
    name: "Viewer",
    description: "Reads what the company uses and spends.",
    scope: "ORG",
    rank: 10,
    permissions: [...everyone, "employee:read:own", "usage:read:org"],
  },
];
