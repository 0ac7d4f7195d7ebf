import { hkdfSync } from "node:crypto";

/** The two logins the product connects as; the owner's login is for migrations, backup and `admin -- db url`. */
export type Login = "steward_web" | "steward_system";

/** A login's password, derived from the root secret, so that it is stored nowhere and every process knows it. */
export function loginPassword(login: Login, secret: string): string {
  return Buffer.from(hkdfSync("sha256", secret, "steward/db-login", login, 24)).toString("base64url");
}

/** The owner's URL with another login put into it. */
export function loginUrl(databaseUrl: string, login: Login, secret: string): string {
  const url = new URL(databaseUrl);
  url.username = login;
  url.password = loginPassword(login, secret);
  return url.toString();
}
