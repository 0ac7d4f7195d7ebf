export {
  Capabilities,
  DisableAgentInput,
  EnableAgentInput,
  GetAgentInput,
  Governance,
  ListAgentsInput,
} from "./schemas";
