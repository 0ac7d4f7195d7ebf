import { signOut } from "next-auth/react";

/** Ends the session at hand, on the server too, and leads to the sign-in page. */
export async function signOutHere(): Promise<void> {
  await signOut({ callbackUrl: "/login" });
}
