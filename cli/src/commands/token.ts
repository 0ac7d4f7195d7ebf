import { currentAccess } from "../session";
import type { Context } from "./context";

/** Prints a token that is good for the next minutes, for other programs (`apiKeyHelper`, curl). It signs in as this person. */
export async function token({ io, machine }: Context): Promise<void> {
  const access = await currentAccess(machine);
  io.data({ gateway: access.gatewayUrl, token: access.token, expiresAt: access.expiresAt }, [access.token]);
}
