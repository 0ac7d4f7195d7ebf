/** What a cell says where the tree has nothing to show, or shows it too indirectly to be read from the code. */
export type Note = { later: string } | { none: string } | { through: string };
/** The test that a change has an effect: the file, and the name it gives its guarantee. */
export type Proof = { file: string; name: string } | { later: string };
export type Row = { router?: Note; page?: Note; outside?: Note; test: Proof };

const later = (area: string): Row => ({
  router: { later: area },
  page: { later: area },
  outside: { later: area },
  test: { later: area },
});

const REQUESTS = "requests and approvals";
const SERVERS = "MCP servers";
const HOSTED = "hosted agents";
const WEBHOOKS = "webhooks";
const KNOWLEDGE = "knowledge";
const PEOPLE = "people and organizations";
const MONEY = "money";

const GATE = "src/features/policies/server/load-gate.db.test.ts";
const SETTINGS = "src/gateway/settings/settings.db.test.ts";
const HOLDS = "src/features/budgets/server/internal/hold-settle.db.test.ts";
const CALLS = "src/gateway/llm/call-model.db.test.ts";

const SIGNS_IN = { none: "a person signs in on the web; a machine is let in by a person" } as const;

/**
 * One row for each table of the source documents. The columns that are not mentioned are read from the tree; a note
 * stands only where the tree has nothing, and is refused when it has.
 */
export const ROWS: Record<string, Row> = {
  organizations: {
    test: {
      file: "src/features/organizations/server/update-organization.db.test.ts",
      name: "an owner changes name, time zone and rules",
    },
  },
  subscriptions: {
    router: { through: "budgets.set" },
    page: { later: MONEY },
    outside: { none: "a plan is bought by a person" },
    test: {
      file: "tests/schema/changes.db.test.ts",
      name: "keeps the subscription's monthly budget and the organization's month budget one figure",
    },
  },
  teams: { test: { file: GATE, name: "a rule binds its team and all below it" } },
  roles: {
    outside: { none: "no token grants or configures" },
    test: {
      file: "src/features/employees/server/employees.db.test.ts",
      name: "reaches as far as the role: oneself, one's teams, everybody",
    },
  },
  employees: {
    test: {
      file: "src/features/devices/server/refresh-pair.db.test.ts",
      name: "a suspended person, who is let in again with the same tokens",
    },
  },
  sessions: {
    outside: SIGNS_IN,
    test: { file: "src/app/api/trpc/trpc.db.test.ts", name: "a revoked session is refused within five seconds" },
  },
  policies: { test: { file: GATE, name: "model lists bind whom they are attached to" } },
  team_policies: { test: { file: GATE, name: "model lists bind whom they are attached to" } },
  agent_requests: later(REQUESTS),
  approvals: later(REQUESTS),
  activity_logs: {
    test: { file: "src/server/audit-chain.db.test.ts", name: "a row removed from the middle is found" },
  },
  usage_records: {
    outside: { none: "machines are told from the accounts, which are current to the call" },
    test: { file: "prisma/seed/demo/demo.db.test.ts", name: "its ledger, accounts and holds tell the same" },
  },
  agent_catalog: {
    test: {
      file: "src/features/catalog/server/catalog.db.test.ts",
      name: "an agent is switched on and off for the organization",
    },
  },
  tools: later(HOSTED),
  agent_tools: later(HOSTED),
  agent_policies: { test: { file: GATE, name: "model lists bind whom they are attached to" } },
  employee_agent_configs: {
    test: {
      file: "src/features/configs/server/configs.db.test.ts",
      name: "each value comes from the last level that set it",
    },
  },
  mcp_categories: later(SERVERS),
  mcp_catalog: later(SERVERS),
  employee_mcp_configs: later(SERVERS),
  companies: {
    test: {
      file: "src/features/organizations/server/organizations.db.test.ts",
      name: "is suspended and reinstated by the operator",
    },
  },
  users: {
    test: {
      file: "src/features/accounts/server/accounts.db.test.ts",
      name: "a new name is the person's in every organization",
    },
  },
  refresh_tokens: {
    test: { file: "src/features/devices/server/refresh-pair.db.test.ts", name: "repeated later ends the family" },
  },
  integration_registry: { test: { file: CALLS, name: "an unpriced model is refused by name" } },
  hierarchical_entities: later(HOSTED),
  execution_runs: later(HOSTED),
  llm_interaction_logs: later(HOSTED),
  tool_interaction_logs: later(HOSTED),
  human_approvals: later(HOSTED),
  usage_logs: { test: { file: HOLDS, name: "a settlement that is sent twice is booked once" } },
  documents: later(KNOWLEDGE),
  document_chunks: later(KNOWLEDGE),
  tool_policies: { test: { file: SETTINGS, name: "a changed rule is in the next document" } },
  employee_policies: { test: { file: GATE, name: "model lists bind whom they are attached to" } },
  webhook_destinations: later(WEBHOOKS),
  webhook_deliveries: later(WEBHOOKS),
  invitations: later(PEOPLE),
  password_reset_tokens: later(PEOPLE),
};
