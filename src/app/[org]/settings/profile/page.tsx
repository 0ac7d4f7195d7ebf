import type { Metadata } from "next";
import { Card } from "@/components/card";
import { Facts } from "@/components/facts";
import { ChangePasswordForm, ProfileForm } from "@/features/accounts/components";
import { getProfile } from "@/features/accounts/server";
import { getEmployee } from "@/features/employees/server";
import { viewer } from "../../../viewer";

export const metadata: Metadata = { title: "Profile" };

export default async function ProfilePage({ params }: { params: Promise<{ org: string }> }) {
  const actor = await viewer(params);
  const [profile, employee] = await Promise.all([
    getProfile(actor, {}),
    getEmployee(actor, { employeeId: actor.employeeId }),
  ]);
  return (
    <div className="grid items-start gap-6 lg:grid-cols-2">
      <Card title="You" description="As your colleagues see you.">
        <div className="space-y-4">
          <Facts
            facts={[
              { label: "E-mail", value: profile.email },
              { label: "Role", value: employee.role.name },
              { label: "Team", value: employee.team?.name ?? "None" },
            ]}
          />
          <ProfileForm fullName={profile.fullName} />
        </div>
      </Card>
      <Card title="Password" description="Changing it ends your other sessions.">
        <ChangePasswordForm />
      </Card>
    </div>
  );
}
