import { DomainError } from "@/server/errors";
import { query } from "@/server/query";
import { GetAgentInput, ListAgentsInput } from "../schemas";
import { AGENT_SELECT, agentView } from "./internal/agent-view";

const LOCAL = { runtime: "LOCAL", status: "active" } as const;

/** The shelf: every agent program there is, those that Steward governs first. Everyone may look. */
export const listAgents = query({
  permission: "organization:read",
  input: ListAgentsInput,
  async run({ db }) {
    const rows = await db.agentCatalog.findMany({ where: LOCAL, select: AGENT_SELECT, orderBy: { name: "asc" } });
    const agents = rows.map(agentView);
    return [
      ...agents.filter(({ governance }) => governance === "governed"),
      ...agents.filter(({ governance }) => governance === "listed"),
    ];
  },
});

/** One agent program of the shelf. */
export const getAgent = query({
  permission: "organization:read",
  input: GetAgentInput,
  async run({ db, input }) {
    const row = await db.agentCatalog.findFirst({ where: { id: input.agentId, ...LOCAL }, select: AGENT_SELECT });
    if (!row) throw new DomainError("NOT_FOUND", "This agent does not exist.");
    return agentView(row);
  },
});
