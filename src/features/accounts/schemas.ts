import { z } from "zod";
import { OrganizationName, OrganizationSlug } from "@/features/organizations";

/** Longer than any real passphrase, short enough that hashing one costs nobody else anything. */
const PASSWORD_MAX = 200;

export const Email = z
  .email("Enter an e-mail address")
  .max(254)
  .transform((email) => email.toLowerCase());

export const FullName = z.string().trim().min(1, "Enter your name").max(120);

/** Length is what protects a password (NIST SP 800-63B, 3.1.1); we ask for no mixture of character classes. */
export const NewPassword = z.string().min(10, "Use at least 10 characters").max(PASSWORD_MAX);

export const GivenPassword = z.string().min(1, "Enter your password").max(PASSWORD_MAX);

export const SignUpInput = z.strictObject({
  fullName: FullName,
  email: Email,
  password: NewPassword,
  organizationName: OrganizationName,
  slug: OrganizationSlug,
});

export const VerifyEmailInput = z.strictObject({ token: z.string().min(20).max(200) });

export const ChangePasswordInput = z.strictObject({ currentPassword: GivenPassword, newPassword: NewPassword });

export const UpdateProfileInput = z.strictObject({
  fullName: FullName.optional(),
  /** A language tag (BCP 47), for dates and numbers. */
  locale: z
    .string()
    .regex(/^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/)
    .max(35)
    .optional(),
});

export const GetProfileInput = z.strictObject({});
export const ResendVerificationInput = z.strictObject({ email: Email });

/** A person added by the operator's shell, a seed or an accepted invitation: see `addEmployee`. */
export const AddEmployeeInput = z.strictObject({
  orgSlug: z.string().max(50),
  email: Email,
  fullName: FullName,
  /** Needed for a person who has no account yet. */
  password: NewPassword.optional(),
  roleKey: z.string().max(50).default("developer"),
  teamId: z.uuid().optional(),
});

/** The same once the password is hashed, which happens before the transaction begins. */
export const HashedEmployeeInput = AddEmployeeInput.omit({ password: true }).extend({
  passwordHash: z.string().nullable(),
});
