import { parseArgs } from "node:util";
import { TOKEN_SCOPES, type TokenScope } from "@/contracts/token-scopes";
import { addEmployee } from "@/features/accounts/server";
import { suspendOrganization } from "@/features/organizations/server";
import { resealCredentials } from "@/features/providers/server";
import { createTokenFor } from "@/features/tokens/server";
import { listDeadJobs, retryDeadJob } from "@/server/dead-jobs";
import { resignAnchors } from "@/server/log-anchors";
import { resealMails } from "@/server/reseal-mails";
import { withSystem } from "@/server/system-db";
import { verifyLog } from "@/server/verify-log";
import { Failure } from "../bootstrap/machine.mjs";
import { backup, restore } from "./backup";
import { migrate } from "./migrate";
import type { Entered } from "./product";

/** What a command was given, and where it works. Data goes to stdout, talk to stderr. */
export type Call = { args: string[]; installation: Entered };
export type AdminCommand = { usage: string; run: (call: Call) => Promise<void> };

function options<Name extends string>(args: string[], names: readonly Name[]): Partial<Record<Name, string>> {
  const spec = Object.fromEntries(names.map((name) => [name, { type: "string" as const }]));
  return parseArgs({ args, options: spec, allowPositionals: false }).values as Partial<Record<Name, string>>;
}

function needed(value: string | undefined, what: string): string {
  if (value) return value;
  throw new Failure(`${what} is missing.`, "npm run admin -- help shows how each command is called.");
}

function scopesOf(text: string | undefined): TokenScope[] {
  if (!text) return [...TOKEN_SCOPES];
  return text.split(",").map((name) => {
    const scope = TOKEN_SCOPES.find((each) => each === name.trim());
    if (scope) return scope;
    throw new Failure(`There is no scope ${name}.`, `Choose from: ${TOKEN_SCOPES.join(", ")}.`);
  });
}

const createToken: AdminCommand = {
  usage: "token create --email E --name N [--scopes S,S] [--org SLUG] [--days N]",
  run: async ({ args }) => {
    const { email, name, scopes, org, days } = options(args, ["email", "name", "scopes", "org", "days"]);
    const made = await createTokenFor({
      email: needed(email, "--email"),
      name: needed(name, "--name"),
      scopes: scopesOf(scopes),
      ...(org && { orgSlug: org }),
      ...(days && { expiresInDays: Number(days) }),
    });
    console.error(
      `A token for ${needed(email, "--email")} in ${made.orgSlug}, until ${made.expiresAt?.toISOString().slice(0, 10) ?? "revoked"}.`,
    );
    console.error("It is shown this once:");
    console.log(made.token);
  },
};

const createUser: AdminCommand = {
  usage: "user create --org SLUG --email E --name N [--role R] (a new person's password: STEWARD_PASSWORD)",
  run: async ({ args }) => {
    const { org, email, name, role } = options(args, ["org", "email", "name", "role"]);
    // Not an argument: those stand in the shell's history and in everybody's list of processes.
    const password = process.env.STEWARD_PASSWORD;
    const made = await addEmployee({
      orgSlug: needed(org, "--org"),
      email: needed(email, "--email"),
      fullName: needed(name, "--name"),
      ...(role && { roleKey: role }),
      ...(password && { password }),
    });
    console.log(made.id);
  },
};

const suspend: AdminCommand = {
  usage: "org suspend SLUG",
  run: async ({ args: [slug] }) => {
    const { status } = await suspendOrganization({ slug: needed(slug, "SLUG") });
    console.log(`${needed(slug, "SLUG")} is ${status}`);
  },
};

const verify: AdminCommand = {
  usage: "log verify SLUG",
  run: async ({ args: [slug] }) => {
    const organization = await withSystem(
      (db) => db.organization.findUnique({ where: { slug: needed(slug, "SLUG") }, select: { id: true } }),
      "read",
    );
    if (!organization)
      throw new Failure(`There is no organization ${String(slug)}.`, "Its slug stands in the address of its pages.");
    const verdict = await verifyLog(organization.id);
    if (verdict.fault)
      throw new Failure(verdict.fault.message, "Compare with an export or a backup made before; keep this database.");
    console.log(`intact: ${verdict.checked} rows up to number ${verdict.lastSeq}, ${verdict.waiting} not numbered yet`);
  },
};

const rotate: AdminCommand = {
  usage:
    "keys rotate (STEWARD_SECRET is the new secret, STEWARD_SECRET_PREVIOUS the old one; generated ones are renewed)",
  run: async ({ installation }) => {
    const secret = process.env.STEWARD_SECRET ?? "";
    if (!process.env.STEWARD_SECRET_PREVIOUS) {
      throw new Failure(
        "STEWARD_SECRET_PREVIOUS is not set.",
        "Set it to the old secret, and STEWARD_SECRET to the new one.",
      );
    }
    await migrate({ databaseUrl: installation.databaseUrl, secret });
    const credentials = await resealCredentials({});
    const mails = await resealMails({});
    const anchors = await resignAnchors();
    console.log(`sealed anew: ${credentials} credentials, ${mails} mails; signed anew: ${anchors} log anchors`);
    console.error(
      "Start Steward again. Keep the old secret as STEWARD_SECRET_PREVIOUS for a day: background jobs may still carry it.",
    );
  },
};

const deadJobs: AdminCommand = {
  usage: "jobs dead",
  run: async () => {
    const jobs = await listDeadJobs({});
    for (const job of jobs) console.log([job.id, job.kind, `${job.attempts} attempts`, job.error].join("\t"));
    console.error(jobs.length === 0 ? "No job has failed for good." : "Once the cause is gone: jobs retry ID");
  },
};

const retryJob: AdminCommand = {
  usage: "jobs retry ID",
  run: async ({ args: [jobId] }) => {
    await retryDeadJob({ jobId: needed(jobId, "ID") });
    console.log(`${needed(jobId, "ID")} runs again`);
  },
};

export const ADMIN_COMMANDS: Record<string, AdminCommand> = {
  "token create": createToken,
  "user create": createUser,
  "org suspend": suspend,
  "log verify": verify,
  "jobs dead": deadJobs,
  "jobs retry": retryJob,
  "keys rotate": rotate,
  "db url": { usage: "db url", run: async ({ installation }) => console.log(installation.databaseUrl) },
  backup: {
    usage: "backup FILE",
    run: async ({ args: [file], installation }) => {
      const count = await backup(installation.databaseUrl, needed(file, "FILE"));
      console.log(`${count} tables written to ${needed(file, "FILE")}`);
    },
  },
  restore: {
    usage: "restore FILE",
    run: async ({ args: [file], installation }) => {
      const secret = process.env.STEWARD_SECRET ?? "";
      await migrate({ databaseUrl: installation.databaseUrl, secret });
      const count = await restore(installation.databaseUrl, needed(file, "FILE"));
      console.log(`${count} tables restored from ${needed(file, "FILE")}`);
    },
  },
};
