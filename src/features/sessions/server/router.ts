import { memberProcedure, router } from "@/server/trpc";
import { ListSessionsInput, RevokeOtherSessionsInput, RevokeSessionInput } from "../schemas";
import { listSessions } from "./list-sessions";
import { revokeOtherSessions, revokeSession } from "./revoke-session";

/** Sessions: where a person is signed in. Signing in and out go through next-auth's own addresses. */
export const sessionsRouter = router({
  list: memberProcedure.input(ListSessionsInput).query(({ ctx, input }) => listSessions(ctx.actor, input)),
  revoke: memberProcedure.input(RevokeSessionInput).mutation(({ ctx, input }) => revokeSession(ctx.actor, input)),
  revokeOthers: memberProcedure
    .input(RevokeOtherSessionsInput)
    .mutation(({ ctx, input }) => revokeOtherSessions(ctx.actor, input)),
});
