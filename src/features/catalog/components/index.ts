export { AgentCards } from "./agent-cards";
