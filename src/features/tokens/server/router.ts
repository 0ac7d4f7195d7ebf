import { memberProcedure, router } from "@/server/trpc";
import { CreateTokenInput, ListTokensInput, RevokeTokenInput } from "../schemas";
import { createToken } from "./create-token";
import { listTokens } from "./list-tokens";
import { revokeToken } from "./revoke-token";

/** API tokens: what scripts and servers show at the gateway. */
export const tokensRouter = router({
  list: memberProcedure.input(ListTokensInput).query(({ ctx, input }) => listTokens(ctx.actor, input)),
  create: memberProcedure.input(CreateTokenInput).mutation(({ ctx, input }) => createToken(ctx.actor, input)),
  revoke: memberProcedure.input(RevokeTokenInput).mutation(({ ctx, input }) => revokeToken(ctx.actor, input)),
});
