import { memberProcedure, router } from "@/server/trpc";
import { CreateTeamInput, ListTeamsInput, SetTeamManagerInput } from "../schemas";
import { createTeam } from "./create-team";
import { listTeams } from "./list-teams";
import { setTeamManager } from "./set-team-manager";

/** Teams: who works together, and who answers for them. */
export const teamsRouter = router({
  list: memberProcedure.input(ListTeamsInput).query(({ ctx, input }) => listTeams(ctx.actor, input)),
  create: memberProcedure.input(CreateTeamInput).mutation(({ ctx, input }) => createTeam(ctx.actor, input)),
  setManager: memberProcedure.input(SetTeamManagerInput).mutation(({ ctx, input }) => setTeamManager(ctx.actor, input)),
});
