import type { NextAuthOptions } from "next-auth";
import Credentials from "next-auth/providers/credentials";
import { env } from "@/env";
import { signIn, signOut, userFromSession } from "@/features/sessions/server";
import { safeNext } from "@/lib/safe-next";
import { DomainError } from "@/server/errors";
import { requestInfo } from "@/server/http";
import { log } from "@/server/log";
import { SESSION_COOKIE_SECONDS, SessionClaims, isCookieSecure, sessionCookieName } from "@/server/session-cookie";

/**
 * What next-auth does for us: the forms' addresses, their CSRF token, and the sealed cookie. Who may sign in is decided
 * by `signIn`, and whether a session still holds by its row: the cookie carries the row's id and a key to it, no rights.
 */
export function authOptions(requestHeaders: Headers): NextAuthOptions {
  const cookie = { httpOnly: true, sameSite: "lax", path: "/", secure: isCookieSecure() } as const;
  return {
    secret: env.stewardSecret,
    useSecureCookies: isCookieSecure(),
    session: { strategy: "jwt", maxAge: SESSION_COOKIE_SECONDS },
    cookies: { sessionToken: { name: sessionCookieName(), options: cookie } },
    pages: { signIn: "/login", error: "/login" },
    providers: [
      Credentials({
        credentials: { email: { type: "email" }, password: { type: "password" } },
        authorize: (credentials) => authorize(requestHeaders, credentials),
      }),
    ],
    callbacks: {
      // `user` is there once, right after `authorize`; nothing else of it goes into the cookie.
      jwt: ({ token, user }) => ({ ...(SessionClaims.safeParse(user).data ?? SessionClaims.safeParse(token).data) }),
      session: async ({ session }) => {
        const user = await userFromSession(requestHeaders);
        return { expires: session.expires, ...(user && { user: { name: user.name, email: user.email } }) };
      },
      redirect: ({ url, baseUrl }) => baseUrl + safeNext(url.startsWith(baseUrl) ? url.slice(baseUrl.length) : url),
    },
    events: {
      signOut: async ({ token }) => {
        const claims = SessionClaims.safeParse(token);
        if (claims.success) await signOut({ sessionId: claims.data.sid });
      },
    },
    logger: {
      error: (code) => {
        log().warn({ code }, "next-auth refused a request");
      },
      warn: () => undefined,
      debug: () => undefined,
    },
  };
}

/** The claims for the cookie. What is thrown reaches the form as text, so nothing but our own sentences may be. */
async function authorize(headers: Headers, credentials: Record<"email" | "password", string> | undefined) {
  try {
    const { email, password } = credentials ?? { email: "", password: "" };
    const { sid, key } = await signIn(requestInfo(headers), { email, password });
    return { id: sid, sid, key };
  } catch (error) {
    if (error instanceof DomainError)
      throw new Error([error.message, error.remedy].filter(Boolean).join(" "), { cause: error });
    log().error({ err: error }, "signing in failed");
    throw new Error("Something went wrong on our side. Try again.", { cause: error });
  }
}
