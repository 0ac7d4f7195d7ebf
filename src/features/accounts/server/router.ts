import { memberProcedure, publicProcedure, router } from "@/server/trpc";
import {
  ChangePasswordInput,
  GetProfileInput,
  ResendVerificationInput,
  SignUpInput,
  UpdateProfileInput,
  VerifyEmailInput,
} from "../schemas";
import { changePassword } from "./change-password";
import { getProfile } from "./get-profile";
import { resendVerification } from "./resend-verification";
import { signUp } from "./sign-up";
import { updateProfile } from "./update-profile";
import { verifyEmail } from "./verify-email";

/** Accounts: the people who sign in, whatever organizations they work for. */
export const accountsRouter = router({
  signUp: publicProcedure.input(SignUpInput).mutation(({ ctx, input }) => signUp(ctx.request, input)),
  verifyEmail: publicProcedure.input(VerifyEmailInput).mutation(({ ctx, input }) => verifyEmail(ctx.request, input)),
  resendVerification: publicProcedure
    .input(ResendVerificationInput)
    .mutation(({ ctx, input }) => resendVerification(ctx.request, input)),

  profile: memberProcedure.input(GetProfileInput).query(({ ctx, input }) => getProfile(ctx.actor, input)),
  updateProfile: memberProcedure
    .input(UpdateProfileInput)
    .mutation(({ ctx, input }) => updateProfile(ctx.actor, input)),
  changePassword: memberProcedure
    .input(ChangePasswordInput)
    .mutation(({ ctx, input }) => changePassword(ctx.actor, input)),
});
