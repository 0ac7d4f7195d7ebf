export { disableAgent, enableAgent } from "./enable-agent";
export { type AgentState, type AgentView } from "./internal/agent-view";
export { getAgent, listAgents } from "./list-agents";
export { catalogRouter } from "./router";
export { seedCatalog } from "./seed-catalog";
