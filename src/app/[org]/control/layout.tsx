import type { ReactNode } from "react";
import { LinkTabs } from "@/components/tabs";
import { viewer } from "../../viewer";
import { CONTROL_PAGES, permittedTabs } from "../navigation";

type Props = { params: Promise<{ org: string }>; children: ReactNode };

export default async function ControlLayout({ params, children }: Props) {
  const actor = await viewer(params);
  const { org } = await params;
  return (
    <>
      <LinkTabs label="Control" tabs={permittedTabs(actor, org, CONTROL_PAGES)} />
      {children}
    </>
  );
}
