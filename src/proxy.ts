import { type NextRequest, NextResponse } from "next/server";
import { RESERVED_SLUGS, SLUG_PATTERN } from "@/contracts/reserved-slugs";
import { env } from "@/env";
import { readSessionCookie } from "@/server/session-cookie";
import { NONCE_HEADER, contentSecurityPolicy, newNonce } from "./app/security-headers";

/**
 * Stands before every page. Visitors without a session cookie of ours go from an organization's pages to the sign-in
 * page and come back after it; whether a session still holds is asked by the page itself, from the session's row. Each
 * page view gets its own nonce, so only scripts that we put there run.
 */
export async function proxy(request: NextRequest): Promise<NextResponse> {
  const { pathname, search } = request.nextUrl;
  if (isOrganizationPage(pathname) && (await readSessionCookie(request.headers)) === null) {
    const login = new URL("/login", request.url);
    login.searchParams.set("next", `${pathname}${search}`);
    return NextResponse.redirect(login.toString());
  }
  const nonce = newNonce();
  const policy = contentSecurityPolicy(nonce, { isDevelopment: env.nodeEnv === "development" });
  const headers = new Headers(request.headers);
  headers.set(NONCE_HEADER, nonce);
  headers.set("content-security-policy", policy);
  const response = NextResponse.next({ request: { headers } });
  response.headers.set("content-security-policy", policy);
  return response;
}

/** `/acme/…`: the first segment could be an organization, and is no page of ours. */
function isOrganizationPage(pathname: string): boolean {
  const [, first = ""] = pathname.split("/");
  return SLUG_PATTERN.test(first) && !RESERVED_SLUGS.has(first);
}

export const config = {
  /** Files and the API answer for themselves; prefetches render no page. */
  matcher: [
    {
      source: "/((?!api/|_next/|cli/|\\.well-known/|favicon.ico|icon|.*\\.(?:svg|png|ico|txt|tgz|mjs|sha256|sig)$).*)",
      missing: [
        { type: "header", key: "next-router-prefetch" },
        { type: "header", key: "purpose", value: "prefetch" },
      ],
    },
  ],
};
