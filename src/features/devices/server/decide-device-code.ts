import type { z } from "zod";
import { env } from "@/env";
import { newId } from "@/lib/ids";
import { formatInstant } from "@/lib/instants";
import type { Actor } from "@/server/access";
import { command } from "@/server/command";
import type { OrgDb } from "@/server/db";
import { DomainError } from "@/server/errors";
import { queueMail } from "@/server/mail";
import { DeviceClients, DeviceCodeInput } from "../schemas";
import { countGuess, findPending, requireWebSession } from "./internal/pending-authorization";

type Attempt = Awaited<ReturnType<typeof findPending>>;

/**
 * A person lets a machine sign in as him or her. The machine gets its tokens when it next asks; here it only becomes a
 * row. A machine that was signed in before keeps its row, so signing in again makes no double.
 *
 * Throws FORBIDDEN for anything but a web session, NOT_FOUND for a code that cannot be decided (any more), RATE_LIMITED
 * after twenty guesses in ten minutes.
 */
export async function approveDevice(actor: Actor, input: z.input<typeof DeviceCodeInput>) {
  requireWebSession(actor);
  await countGuess(actor);
  return approve(actor, input);
}

/** A person refuses a machine; it is told so when it next asks. Throws as `approveDevice` does. */
export async function denyDevice(actor: Actor, input: z.input<typeof DeviceCodeInput>) {
  requireWebSession(actor);
  await countGuess(actor);
  return deny(actor, input);
}

const approve = command({
  name: "device.approve",
  permission: "account:manage",
  target: "within",
  input: DeviceCodeInput,
  async run({ db, actor, input, now }) {
    const attempt = await findPending(db, input.userCode, now);
    const device = (await knownDevice(db, actor, attempt)) ?? (await newDevice(db, { actor, attempt, now }));
    await decide(db, attempt.id, { status: "approved", ...by(actor, now), deviceId: device.id });
    const { id: _, status: __, ...facts } = attempt;
    return {
      result: { deviceId: device.id, name: device.name },
      audit: { targetType: "device", targetId: device.id, after: { name: device.name, ...facts } },
    };
  },
});

const deny = command({
  name: "device.deny",
  permission: "account:manage",
  target: "within",
  input: DeviceCodeInput,
  async run({ db, actor, input, now }) {
    const attempt = await findPending(db, input.userCode, now);
    await decide(db, attempt.id, { status: "denied", ...by(actor, now), deviceId: null });
    const { surface, hostname, ipAddress } = attempt;
    return {
      result: { isDenied: true },
      audit: { targetType: "device_authorization", targetId: attempt.id, after: { surface, hostname, ipAddress } },
    };
  },
});

type Decision = {
  status: "approved" | "denied";
  orgId: string;
  employeeId: string;
  deviceId: string | null;
  decidedAt: Date;
};

/** The one place where a row says its organization itself: it had none until now. */
function by(actor: Actor, decidedAt: Date) {
  return { orgId: actor.orgId, employeeId: actor.employeeId, decidedAt };
}

/** Takes the attempt into the organization. Of two people with one code, the second finds it decided. */
async function decide(db: OrgDb, id: string, decision: Decision): Promise<void> {
  const { count } = await db.deviceAuthorization.updateMany({ where: { id, status: "pending" }, data: decision });
  if (count === 0) throw new DomainError("CONFLICT", "Somebody else has just decided this code.");
}

/** The row of this person's machine, when the machine names itself and is not cut off; what it says is renewed. */
async function knownDevice(db: OrgDb, actor: Actor, attempt: Attempt) {
  if (attempt.hostname === null) return null;
  const known = await db.device.findFirst({
    where: { employeeId: actor.employeeId, hostname: attempt.hostname, os: attempt.os, revokedAt: null },
    select: { id: true },
    orderBy: { createdAt: "desc" },
  });
  if (!known) return null;
  return db.device.update({ where: { id: known.id }, data: factsOf(attempt), select: { id: true, name: true } });
}

async function newDevice(db: OrgDb, { actor, attempt, now }: { actor: Actor; attempt: Attempt; now: Date }) {
  const device = await db.device.create({
    data: { id: newId(), employeeId: actor.employeeId, ...factsOf(attempt) },
    select: { id: true, name: true },
  });
  await queueMail(db, {
    kind: "new-device",
    to: actor.email,
    orgId: actor.orgId,
    dedupeKey: `new-device/${device.id}`,
    props: {
      fullName: actor.name,
      signedInAt: formatInstant(now),
      device: device.name,
      ipAddress: attempt.ipAddress,
      reviewUrl: env.stewardUrl,
    },
  });
  return device;
}

function factsOf(attempt: Attempt) {
  const isCli = attempt.surface === "steward_cli";
  const client = attempt.clientName ?? "An agent";
  return {
    name: attempt.deviceName ?? attempt.hostname ?? `${client} at ${attempt.ipAddress ?? "an unknown address"}`,
    hostname: attempt.hostname,
    os: attempt.os,
    clients: isCli ? DeviceClients.parse(attempt.clients) : [claudeCode(attempt)],
    ...(isCli && { cliVersion: attempt.clientVersion }),
  };
}

function claudeCode({ clientVersion }: Attempt) {
  return { name: "claude-code", ...(clientVersion !== null && { version: clientVersion }) };
}
