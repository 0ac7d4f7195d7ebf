import { z } from "zod";
import { Email, GivenPassword } from "@/features/accounts";

export const SignInInput = z.strictObject({ email: Email, password: GivenPassword });

export const ListSessionsInput = z.strictObject({});
export const RevokeSessionInput = z.strictObject({ sessionId: z.uuid() });
export const RevokeOtherSessionsInput = z.strictObject({});
