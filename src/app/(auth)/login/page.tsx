import type { Metadata } from "next";
import { headers } from "next/headers";
import { redirect } from "next/navigation";
import { SignInForm } from "@/features/sessions/components";
import { userFromSession } from "@/features/sessions/server";
import { safeNext } from "@/lib/safe-next";
import { AuthHeading } from "../auth-heading";

export const metadata: Metadata = { title: "Sign in" };

type Props = { searchParams: Promise<{ next?: string; email?: string }> };

export default async function LoginPage({ searchParams }: Props) {
  const { next, email } = await searchParams;
  if (await userFromSession(await headers())) redirect(safeNext(next));
  return (
    <>
      <AuthHeading title="Sign in">Your agents, your rules, your budget.</AuthHeading>
      <SignInForm next={next} email={email} />
    </>
  );
}
