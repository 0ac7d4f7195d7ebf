import type { z } from "zod";
import { env } from "@/env";
import { insertOrganization } from "@/features/organizations/server";
import { findRole } from "@/features/roles/server";
import { newId } from "@/lib/ids";
import type { SystemDb } from "@/server/db";
import type { RequestInfo } from "@/server/access";
import { DomainError, isUniqueViolation } from "@/server/errors";
import { queueMail } from "@/server/mail";
import { publicCommand } from "@/server/public-command";
import { SignUpInput } from "../schemas";
import { hashPassword } from "./internal/passwords";
import { sendVerification } from "./internal/verification";

/** What a new company may spend in a month until its owner says otherwise (the source documents' own figure). */
const STARTING_BUDGET_USD = 100;

type SignUp = z.output<typeof SignUpInput>;
type Attempt = { db: SystemDb; input: SignUp; passwordHash: string; now: Date };

/**
 * A company signs itself up: person, organization and owner in one transaction, and a mail that asks to confirm the
 * address. Nobody is signed in by it, and signing in needs the confirmation.
 *
 * An address that has an account gets the very same answer, and its owner a mail; so the form tells nobody who is a
 * customer. Whoever never confirmed can be overwritten by a newer sign-up: otherwise a stranger could keep an address
 * from the person it belongs to. Throws CONFLICT on `slug` when another organization has it.
 */
export async function signUp(request: RequestInfo, input: z.input<typeof SignUpInput>): Promise<{ email: string }> {
  try {
    return await attemptSignUp(request, input);
  } catch (error) {
    if (!isUniqueViolation(error)) throw error;
    // Somebody was faster by a moment; what was free is known to be taken now, and is answered as such.
    return attemptSignUp(request, input);
  }
}

const attemptSignUp = publicCommand({
  name: "account.sign_up",
  input: SignUpInput,
  throttle: ({ input, request }) => [
    { key: `sign-up:address:${request.ip ?? "unknown"}`, limit: 20, windowSeconds: 3_600 },
    { key: `sign-up:mail:${input.email}`, limit: 5, windowSeconds: 3_600 },
  ],
  prepare: ({ input }) => hashPassword(input.password),
  async run({ db, input, prepared: passwordHash, now }) {
    const attempt: Attempt = { db, input, passwordHash, now };
    const known = await db.user.findUnique({ where: { email: input.email }, select: { id: true, isVerified: true } });
    const unconfirmed = known && !known.isVerified ? await unconfirmedOwner(db, known.id) : null;
    const owner = known ? unconfirmed && (await takeOver(attempt, unconfirmed)) : await found(attempt);
    if (!owner) {
      await requireFreeSlug(db, input.slug);
      if (known) await tellOwner(attempt, known.id);
      return { result: { email: input.email }, audit: null };
    }
    await sendVerification(db, {
      user: { id: owner.userId, email: input.email, fullName: input.fullName },
      orgId: owner.orgId,
      now,
    });
    return {
      result: { email: input.email },
      audit: {
        orgId: owner.orgId,
        targetType: "organization",
        targetId: owner.orgId,
        employeeId: owner.employeeId,
        after: { name: input.organizationName, slug: input.slug, owner: input.email },
      },
    };
  },
});

type Owner = { userId: string; orgId: string; employeeId: string };

async function found({ db, input, passwordHash }: Attempt): Promise<Owner> {
  const operator = await db.organization.findFirstOrThrow({ where: { type: "APP" }, select: { id: true } });
  const { id: orgId } = await insertOrganization(
    db,
    { name: input.organizationName, slug: input.slug, type: "TENANT", plan: "starter", parentId: operator.id },
    STARTING_BUDGET_USD,
  );
  const role = await findRole(db, { orgId, key: "owner" });
  const [userId, employeeId] = [newId(), newId()];
  await db.user.create({ data: { id: userId, email: input.email, fullName: input.fullName, passwordHash } });
  await db.employee.create({
    data: { id: employeeId, orgId, userId, roleId: role.id, email: input.email, fullName: input.fullName },
  });
  return { userId, orgId, employeeId };
}

/** The one employment of a person who signed up and never confirmed; null when the account came about otherwise. */
async function unconfirmedOwner(db: SystemDb, userId: string): Promise<Owner | null> {
  const employments = await db.employee.findMany({ where: { userId }, select: { id: true, orgId: true } });
  const [own] = employments;
  if (!own || employments.length > 1) return null;
  const isAlone = (await db.employee.count({ where: { orgId: own.orgId } })) === 1;
  return isAlone ? { userId, orgId: own.orgId, employeeId: own.id } : null;
}

async function takeOver({ db, input, passwordHash }: Attempt, owner: Owner): Promise<Owner> {
  await requireFreeSlug(db, input.slug, owner.orgId);
  await db.organization.update({
    where: { id: owner.orgId },
    data: { name: input.organizationName, slug: input.slug },
  });
  await db.user.update({ where: { id: owner.userId }, data: { fullName: input.fullName, passwordHash } });
  await db.employee.update({ where: { id: owner.employeeId }, data: { fullName: input.fullName } });
  return owner;
}

async function requireFreeSlug(db: SystemDb, slug: string, besides?: string): Promise<void> {
  const holder = await db.organization.findUnique({ where: { slug }, select: { id: true } });
  if (holder && holder.id !== besides) {
    throw new DomainError("CONFLICT", "This address is taken.", { field: "slug", remedy: "Choose another." });
  }
}

async function tellOwner({ db, input, now }: Attempt, userId: string): Promise<void> {
  const hour = now.toISOString().slice(0, 13);
  await queueMail(db, {
    kind: "account-exists",
    to: input.email,
    orgId: null,
    dedupeKey: `account-exists/${userId}/${hour}`,
    props: { signInUrl: `${env.stewardUrl}/login` },
  });
}
