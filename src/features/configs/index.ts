export { type KeyClass, settableKeys } from "./claude-code-keys";
export {
  ConfigClient,
  GetEffectiveConfigInput,
  GetMyConfigInput,
  GetOrganizationConfigInput,
  ListOverridesInput,
  SetEmployeeConfigInput,
  SetOrganizationConfigInput,
  SetTeamConfigInput,
} from "./schemas";
