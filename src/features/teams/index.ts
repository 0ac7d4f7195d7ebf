export { CreateTeamInput, ListTeamsInput, SetTeamManagerInput, TeamName } from "./schemas";
