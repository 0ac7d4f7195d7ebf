import { notFound, redirect } from "next/navigation";
import { viewer } from "../../viewer";
import { CONTROL_PAGES, permittedTabs } from "../navigation";

/** Leads to the first of the section's pages that the person may open. */
export default async function ControlPage({ params }: { params: Promise<{ org: string }> }) {
  const actor = await viewer(params);
  const [first] = permittedTabs(actor, (await params).org, CONTROL_PAGES);
  if (!first) notFound();
  redirect(first.href);
}
