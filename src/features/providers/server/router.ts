import { memberProcedure, router } from "@/server/trpc";
import { CreateCredentialInput, ListCredentialsInput, RevokeCredentialInput } from "../schemas";
import { createCompanyCredential } from "./create-company-credential";
import { createPersonalCredential } from "./create-personal-credential";
import { listCredentials } from "./list-credentials";
import { revokeCompanyCredential, revokePersonalCredential } from "./revoke-credential";

/** Providers: whose keys model calls are made with. */
export const providersRouter = router({
  list: memberProcedure.input(ListCredentialsInput).query(({ ctx, input }) => listCredentials(ctx.actor, input)),
  createCompany: memberProcedure
    .input(CreateCredentialInput)
    .mutation(({ ctx, input }) => createCompanyCredential(ctx.actor, input)),
  createPersonal: memberProcedure
    .input(CreateCredentialInput)
    .mutation(({ ctx, input }) => createPersonalCredential(ctx.actor, input)),
  revokeCompany: memberProcedure
    .input(RevokeCredentialInput)
    .mutation(({ ctx, input }) => revokeCompanyCredential(ctx.actor, input)),
  revokePersonal: memberProcedure
    .input(RevokeCredentialInput)
    .mutation(({ ctx, input }) => revokePersonalCredential(ctx.actor, input)),
});
