import type { Metadata } from "next";
import { PageHeader } from "@/components/page-header";
import { can } from "@/server/access";
import { viewer } from "../viewer";
import { CompanyFigures } from "./home/company-figures";
import { MyMachines } from "./home/my-machines";
import { MyMoney } from "./home/my-money";
import { SetUpList } from "./home/set-up-list";

export const metadata: Metadata = { title: "Home" };

/** Where everybody lands: an owner sees what is set up and how the company stands, everybody what is their own. */
export default async function HomePage({ params }: { params: Promise<{ org: string }> }) {
  const actor = await viewer(params);
  const { org } = await params;
  const isOwner = can(actor, "organization:update");
  const [firstName] = actor.name.split(" ");
  return (
    <>
      <PageHeader
        title={`Hello, ${firstName ?? actor.name}`}
        description={
          isOwner ? "What is set up, and how your company stands." : "Your agents, your money, your machines."
        }
      />
      {isOwner && <SetUpList actor={actor} org={org} />}
      {can(actor, "usage:read", "org") && can(actor, "device:read", "org") && (
        <CompanyFigures actor={actor} org={org} />
      )}
      {can(actor, "usage:read") && <MyMoney actor={actor} />}
      {can(actor, "device:read") && <MyMachines actor={actor} />}
    </>
  );
}
