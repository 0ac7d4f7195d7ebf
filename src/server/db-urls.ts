import { env } from "@/env";
import { type Login, loginUrl } from "./db-logins";
import { DomainError } from "./errors";

function ownerUrl(): string {
  if (env.databaseUrl === undefined) {
    throw new DomainError("UNAVAILABLE", "No database is configured.", {
      remedy: "Set DATABASE_URL, or use npm start.",
    });
  }
  return env.databaseUrl;
}

/** Where a login connects: the URL given for it, else the owner's with the login's derived password. */
export function databaseUrlOf(login: Login): string {
  const given = login === "steward_web" ? env.stewardWebDatabaseUrl : env.stewardSystemDatabaseUrl;
  return given ?? loginUrl(ownerUrl(), login, env.stewardSecret);
}

/** The system login on the direct connection: LISTEN, advisory locks and DBOS cannot go through a transaction pooler. */
export function directSystemUrl(): string {
  if (env.databaseDirectUrl === undefined) return databaseUrlOf("steward_system");
  return loginUrl(env.databaseDirectUrl, "steward_system", env.stewardSecret);
}
