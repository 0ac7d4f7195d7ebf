import { Lock } from "lucide-react";
import { ButtonLink } from "@/components/button";
import { EmptyState } from "@/components/empty-state";

/** The person came here by an address that the navigation does not show: what is missing, and whom to ask. */
export function NotPermitted({ org, what }: { org: string; what: string }) {
  return (
    <EmptyState
      isPage
      icon={<Lock />}
      title={`Your role does not let you ${what}`}
      body="An owner of your organization can do it, or give you a role that can."
      action={<ButtonLink href={`/${org}`}>Go home</ButtonLink>}
    />
  );
}
