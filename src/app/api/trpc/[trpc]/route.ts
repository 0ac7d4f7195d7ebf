import { fetchRequestHandler } from "@trpc/server/adapters/fetch";
import { appRouter } from "../app-router";
import { isFromOurPages, trpcContext } from "../context";

/** The browser's API. Reads come as GET, changes as POST, both under the session cookie. */
function handle(request: Request): Promise<Response> {
  return fetchRequestHandler({
    endpoint: "/api/trpc",
    req: request,
    router: appRouter,
    createContext: () => trpcContext(request.headers),
  });
}

export const GET = handle;

export function POST(request: Request): Promise<Response> | Response {
  if (isFromOurPages(request.headers)) return handle(request);
  return Response.json(
    { error: { code: "FORBIDDEN", message: "This call comes from another site." } },
    { status: 403 },
  );
}
