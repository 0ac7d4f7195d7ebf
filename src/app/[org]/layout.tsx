import { Lock } from "lucide-react";
import type { ReactNode } from "react";
import { AppShell } from "@/components/app-shell";
import { ButtonLink } from "@/components/button";
import { CommandPalette } from "@/components/command-palette";
import { EmptyState } from "@/components/empty-state";
import { OrganizationSwitcher } from "@/features/organizations/components";
import { getOrganization, listOrganizationsOfUser } from "@/features/organizations/server";
import { visit } from "../viewer";
import { Navigation, paletteEntries } from "./navigation";
import { PersonMenu } from "./person-menu";
import { StandInBanner } from "./stand-in-banner";

type Props = { params: Promise<{ org: string }>; children: ReactNode };

export default async function OrganizationLayout({ params, children }: Props) {
  const { org } = await params;
  const visited = await visit(org);
  if ("refusal" in visited) return <Refused message={visited.refusal.message} remedy={visited.refusal.remedy} />;
  const { actor } = visited;
  const [organization, organizations] = await Promise.all([
    getOrganization(actor, {}),
    listOrganizationsOfUser({ userId: actor.userId }),
  ]);
  return (
    <AppShell
      organization={<OrganizationSwitcher current={organization} organizations={organizations} />}
      palette={<CommandPalette entries={paletteEntries(actor, org)} />}
      navigation={<Navigation actor={actor} org={org} />}
      person={<PersonMenu name={actor.name} email={actor.email} org={org} />}
      banner={<StandInBanner actor={actor} />}
    >
      {children}
    </AppShell>
  );
}

function Refused({ message, remedy }: { message: string; remedy: string | undefined }) {
  return (
    <main className="flex min-h-dvh items-center justify-center">
      <EmptyState
        isPage
        icon={<Lock />}
        title={message}
        body={remedy ?? "Ask the owner of your organization."}
        action={<ButtonLink href="/">Go home</ButtonLink>}
      />
    </main>
  );
}
