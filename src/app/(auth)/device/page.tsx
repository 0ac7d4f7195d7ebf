import type { Metadata } from "next";
import { headers } from "next/headers";
import { redirect } from "next/navigation";
import { ApproveDevice } from "@/features/devices/components";
import { listOrganizationsOfUser } from "@/features/organizations/server";
import { userFromSession } from "@/features/sessions/server";
import { AuthHeading } from "../auth-heading";

export const metadata: Metadata = { title: "Sign a machine in", referrer: "no-referrer" };

type Props = { searchParams: Promise<{ code?: string }> };

export default async function DevicePage({ searchParams }: Props) {
  const { code } = await searchParams;
  const user = await userFromSession(await headers());
  if (!user) {
    const here = code === undefined ? "/device" : `/device?code=${encodeURIComponent(code)}`;
    redirect(`/login?next=${encodeURIComponent(here)}`);
  }
  const organizations = await listOrganizationsOfUser({ userId: user.userId });
  return (
    <>
      <AuthHeading title="Sign a machine in">
        It will act as {user.name}. Approve only what you started yourself.
      </AuthHeading>
      <ApproveDevice code={code ?? ""} organizations={organizations} />
    </>
  );
}
