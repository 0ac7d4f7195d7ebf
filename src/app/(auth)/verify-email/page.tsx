import type { Metadata } from "next";
import { ButtonLink } from "@/components/button";
import { ConfirmAddressForm } from "@/features/accounts/components";
import { AuthHeading } from "../auth-heading";

export const metadata: Metadata = { title: "Confirm your address", referrer: "no-referrer" };

type Props = { searchParams: Promise<{ token?: string }> };

export default async function VerifyEmailPage({ searchParams }: Props) {
  const { token } = await searchParams;
  if (token === undefined) {
    return (
      <>
        <AuthHeading title="Confirm your address">
          Open the link in the mail we sent you. It works once, for a day; a newer mail replaces an older one.
        </AuthHeading>
        <ButtonLink href="/login" width="full">
          Go to sign-in
        </ButtonLink>
      </>
    );
  }
  return (
    <>
      <AuthHeading title="Confirm your address">One press, and your account is ready.</AuthHeading>
      <ConfirmAddressForm token={token} />
    </>
  );
}
