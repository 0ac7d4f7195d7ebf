export { createTeam } from "./create-team";
export { listTeams } from "./list-teams";
export { teamsRouter } from "./router";
export { setTeamManager } from "./set-team-manager";
export { teamPath } from "./team-path";
