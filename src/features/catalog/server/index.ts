export { disableAgent, enableAgent } from "./enable-agent";
export { listAgents } from "./list-agents";
export { catalogRouter } from "./router";
export { seedCatalog } from "./seed-catalog";
