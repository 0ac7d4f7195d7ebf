import type { ReactNode } from "react";
import { PageHeader } from "@/components/page-header";
import { LinkTabs } from "@/components/tabs";
import { viewer } from "../../viewer";
import { SETTINGS_PAGES, permittedTabs } from "../navigation";

type Props = { params: Promise<{ org: string }>; children: ReactNode };

export default async function SettingsLayout({ params, children }: Props) {
  const actor = await viewer(params);
  const { org } = await params;
  return (
    <>
      <PageHeader title="Settings" />
      <LinkTabs label="Settings" tabs={permittedTabs(actor, org, SETTINGS_PAGES)} />
      {children}
    </>
  );
}
