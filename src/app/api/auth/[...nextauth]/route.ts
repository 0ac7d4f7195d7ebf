import NextAuth from "next-auth";
import type { NextRequest } from "next/server";
import { authOptions } from "./auth-options";

type Context = { params: Promise<{ nextauth: string[] }> };

/** next-auth's own addresses: sign-in, sign-out, CSRF token, session. */
async function handle(request: NextRequest, context: Context): Promise<Response> {
  // next-auth's types know only its older, untyped form of a route handler's answer.
  return (await NextAuth(request, context, authOptions(request.headers))) as Response;
}

export { handle as GET, handle as POST };
