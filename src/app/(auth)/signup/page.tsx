import type { Metadata } from "next";
import { env } from "@/env";
import { SignUpForm } from "@/features/accounts/components";
import { AuthHeading } from "../auth-heading";
import { OutboxNote } from "../outbox-note";

export const metadata: Metadata = { title: "Sign up" };

export default function SignUpPage() {
  return (
    <>
      <AuthHeading title="Sign your company up">
        You will be its owner. Nobody&rsquo;s work changes until you say so.
      </AuthHeading>
      <SignUpForm host={new URL(env.stewardUrl).host} outbox={<OutboxNote />} />
    </>
  );
}
