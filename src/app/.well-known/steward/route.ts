import type { StewardDiscovery } from "@/contracts/device-sign-in";
import { env } from "@/env";
import cli from "../../../../cli/package.json";

export const dynamic = "force-dynamic";

/** `GET /.well-known/steward`: where this company's gateway is, so that `steward login` takes the address of the pages too. */
export function GET(): Response {
  const body: StewardDiscovery = { gateway: env.stewardGatewayUrl, version: cli.version };
  return Response.json(body, { headers: { "cache-control": "public, max-age=60" } });
}
