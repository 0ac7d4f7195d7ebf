import type { z } from "zod";
import { env } from "@/env";
import { type CheckedAccount, checkPassword } from "@/features/accounts/server";
import { effectiveSettings } from "@/features/organizations/server";
import { newId } from "@/lib/ids";
import { formatInstant } from "@/lib/instants";
import { describeUserAgent } from "@/lib/user-agents";
import type { RequestInfo } from "@/server/access";
import { appendLog } from "@/server/audit";
import { hashToken } from "@/server/crypto";
import type { SystemDb } from "@/server/db";
import { DomainError, parseInput } from "@/server/errors";
import { queueMail } from "@/server/mail";
import { publicCommand } from "@/server/public-command";
import type { SessionClaims } from "@/server/session-cookie";
import { type ThrottleKey, giveBack, unthrottle } from "@/server/throttle";
import { randomBytes } from "node:crypto";
import { SignInInput } from "../schemas";

type SignedIn = SessionClaims & { userId: string; orgSlug: string };
type Outcome = { signedIn: SignedIn } | { refused: "credentials" | "suspended" };

/**
 * Starts a web session for an e-mail and a password.
 *
 * A wrong password, an unknown address, an unconfirmed one and a switched-off account get one answer, after the same
 * time: nothing tells them apart. Only who knows the password is told that the organization suspended him or her.
 * Throws UNAUTHENTICATED, FORBIDDEN, and RATE_LIMITED after 10 failed tries for an e-mail or 30 from one place in a
 * quarter of an hour; a sign-in that succeeds is not counted and forgets the tries for its e-mail.
 */
export async function signIn(request: RequestInfo, input: z.input<typeof SignInInput>): Promise<SignedIn> {
  const { email } = parseInput(SignInInput, input);
  const outcome = await attempt(request, input);
  if ("signedIn" in outcome) {
    await unthrottle([mailKey(email)]);
    await giveBack([addressKey(request)]);
    return outcome.signedIn;
  }
  if (outcome.refused === "suspended") {
    throw new DomainError("FORBIDDEN", "Your organization has suspended your access.", { remedy: "Ask its owner." });
  }
  throw new DomainError("UNAUTHENTICATED", "E-mail or password is wrong.", {
    remedy: "If you have just signed up, confirm your address first: the link is in your inbox.",
  });
}

const addressKey = ({ ip }: RequestInfo): ThrottleKey => ({
  key: `sign-in:address:${ip ?? "unknown"}`,
  limit: 30,
  windowSeconds: 900,
});
const mailKey = (email: string): ThrottleKey => ({ key: `sign-in:mail:${email}`, limit: 10, windowSeconds: 900 });

const attempt = publicCommand({
  name: "session.start",
  input: SignInInput,
  throttle: ({ input, request }) => [addressKey(request), mailKey(input.email)],
  prepare: ({ input }) => checkPassword(input),
  async run({ db, input, prepared: account, request, now }): Promise<{ result: Outcome; audit: null }> {
    const home = account && (await homeOf(db, account.userId));
    if (!isAccepted(account)) {
      if (home) await logFailure(db, { orgId: home.orgId, employeeId: home.id, request });
      return { result: { refused: "credentials" }, audit: null };
    }
    if (home?.status !== "active" || home.organization.status !== "active") {
      return { result: { refused: "suspended" }, audit: null };
    }
    const signedIn = await openSession(db, { userId: account.userId, home, email: input.email, request, now });
    return { result: { signedIn }, audit: null };
  },
});

function isAccepted(account: CheckedAccount | null): account is CheckedAccount {
  return account !== null && account.isRight && account.isUsable;
}

type Home = NonNullable<Awaited<ReturnType<typeof homeOf>>>;

/** Where a person lands: where he or she may work, most lately used first; failing that, any employment, to say no from. */
async function homeOf(db: SystemDb, userId: string) {
  const employments = await db.employee.findMany({
    where: { userId, deletedAt: null, organization: { deletedAt: null } },
    select: {
      id: true,
      orgId: true,
      status: true,
      fullName: true,
      organization: { select: { slug: true, status: true, plan: true, settings: true } },
    },
    orderBy: [{ lastLoginAt: { sort: "desc", nulls: "last" } }, { createdAt: "asc" }],
  });
  const isOpen = (one: (typeof employments)[number]) => one.status === "active" && one.organization.status === "active";
  return employments.find(isOpen) ?? employments[0] ?? null;
}

type Opening = { userId: string; home: Home; email: string; request: RequestInfo; now: Date };

async function openSession(db: SystemDb, opening: Opening): Promise<SignedIn> {
  const { userId, home, email, request, now } = opening;
  const { sessionHours } = effectiveSettings(home.organization.plan, home.organization.settings);
  const [sid, key] = [newId(), randomBytes(32).toString("base64url")];
  await announceNewBrowser(db, opening);
  await db.session.create({
    data: {
      id: sid,
      orgId: home.orgId,
      userId,
      employeeId: home.id,
      tokenHash: hashToken(key),
      ipAddress: request.ip,
      userAgent: request.userAgent,
      authMethod: "password",
      authenticatedAt: now,
      lastSeenAt: now,
      createdAt: now,
      expiresAt: new Date(now.getTime() + sessionHours * 3_600_000),
    },
  });
  await db.employee.update({ where: { id: home.id }, data: { lastLoginAt: now } });
  await appendLog(db, {
    type: "auth.login",
    orgId: home.orgId,
    actor: { kind: "person", employeeId: home.id, email, ...(request.ip !== null && { ip: request.ip }) },
    sessionId: sid,
    payload: { method: "password", userAgent: request.userAgent },
  });
  return { sid, key, userId, orgSlug: home.organization.slug };
}

/** A mail when a known person signs in from a program never seen with the account; the very first sign-in needs none. */
async function announceNewBrowser(db: SystemDb, { userId, home, email, request, now }: Opening): Promise<void> {
  const seen = await db.session.findMany({ where: { userId }, distinct: ["userAgent"], select: { userAgent: true } });
  const name = (userAgent: string | null) => (userAgent === null ? "an unknown program" : describeUserAgent(userAgent));
  const device = name(request.userAgent);
  if (seen.length === 0 || seen.some(({ userAgent }) => name(userAgent) === device)) return;
  await queueMail(db, {
    kind: "new-device",
    to: email,
    orgId: home.orgId,
    dedupeKey: `new-device/${userId}/${now.toISOString()}`,
    props: {
      fullName: home.fullName,
      signedInAt: formatInstant(now),
      device,
      ipAddress: request.ip,
      reviewUrl: `${env.stewardUrl}/${home.organization.slug}/me`,
    },
  });
}

async function logFailure(
  db: SystemDb,
  { orgId, employeeId, request }: { orgId: string; employeeId: string; request: RequestInfo },
): Promise<void> {
  await appendLog(db, {
    type: "auth.failed",
    orgId,
    employeeId,
    actor: { kind: "visitor", ...(request.ip !== null && { ip: request.ip }) },
    payload: { method: "password", userAgent: request.userAgent },
  });
}
