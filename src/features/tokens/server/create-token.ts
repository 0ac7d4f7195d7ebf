import { newId } from "@/lib/ids";
import { command } from "@/server/command";
import { hashToken, newToken } from "@/server/crypto";
import type { Db } from "@/server/db";
import { DomainError } from "@/server/errors";
import { systemCommand } from "@/server/system-command";
import { CreateTokenForInput, CreateTokenInput } from "../schemas";

const DAY_MS = 86_400_000;

type NewToken = {
  name: string;
  scopes: readonly string[];
  expiresInDays: number;
  employeeId: string;
  orgId: string;
  now: Date;
};

/**
 * A person makes an API token for a machine or a script. Its text is in this answer and nowhere else: we keep the hash
 * and the last four characters. No scope there is lets a token decide, grant, configure or mint, and no token makes
 * tokens: that takes a web session. It dies with the person's employment.
 */
export const createToken = command({
  name: "token.create",
  permission: "token:manage",
  target: "within",
  input: CreateTokenInput,
  async run({ db, actor, input, now }) {
    if (actor.kind !== "person" || actor.session === null) {
      throw new DomainError("FORBIDDEN", "A token cannot make tokens.", {
        remedy: "Sign in on the web and make it there.",
      });
    }
    const made = await insertToken(db, { ...input, employeeId: actor.employeeId, orgId: actor.orgId, now });
    const { token: _, ...stored } = made;
    return { result: made, audit: { targetType: "token", targetId: made.id, after: stored } };
  },
});

/**
 * The same from the operator's shell, `admin -- token create`: for a person named by e-mail, in the organization named or
 * in the only one. Throws NOT_FOUND when nobody there has the address, INVALID when it is not clear which is meant.
 */
export const createTokenFor = systemCommand({
  name: "token.create",
  input: CreateTokenForInput,
  async run({ db, input: { email, orgSlug, ...input }, now }) {
    const employees = await db.employee.findMany({
      where: {
        email,
        deletedAt: null,
        status: "active",
        organization: { deletedAt: null, ...(orgSlug !== undefined && { slug: orgSlug }) },
      },
      select: { id: true, orgId: true, organization: { select: { slug: true } } },
    });
    const [employee, ...others] = employees;
    if (!employee) throw new DomainError("NOT_FOUND", `Nobody active has the address ${email}.`, { field: "email" });
    if (others.length > 0) {
      const slugs = employees.map(({ organization }) => organization.slug).join(", ");
      throw new DomainError("INVALID", `${email} works for several organizations: ${slugs}.`, { field: "orgSlug" });
    }
    const made = await insertToken(db, { ...input, employeeId: employee.id, orgId: employee.orgId, now });
    const { token: _, ...stored } = made;
    return {
      result: { ...made, orgSlug: employee.organization.slug },
      audit: { orgId: employee.orgId, targetType: "token", targetId: made.id, employeeId: employee.id, after: stored },
    };
  },
});

async function insertToken(db: Db, { name, scopes, expiresInDays, employeeId, orgId, now }: NewToken) {
  const token = newToken("stw_");
  const stored = await db.apiToken.create({
    data: {
      id: newId(),
      orgId,
      employeeId,
      name,
      tokenHash: hashToken(token),
      last4: token.slice(-4),
      scopes: [...new Set(scopes)],
      expiresAt: new Date(now.getTime() + expiresInDays * DAY_MS),
    },
    select: { id: true, name: true, last4: true, scopes: true, expiresAt: true },
  });
  return { ...stored, token };
}
