import { installationHealth } from "@/server/health";
import { version } from "../../../../package.json";

/** For whoever watches the installation: 200 when all of it works, 503 when a part does not. Tells nothing else. */
export async function GET(): Promise<Response> {
  const { status, checks } = await installationHealth();
  const headers = { "cache-control": "no-store" };
  return Response.json({ status, version, checks }, { status: status === "ok" ? 200 : 503, headers });
}
