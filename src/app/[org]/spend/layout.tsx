import type { ReactNode } from "react";
import { PageHeader } from "@/components/page-header";
import { LinkTabs } from "@/components/tabs";

type Props = { params: Promise<{ org: string }>; children: ReactNode };

export default async function SpendLayout({ params, children }: Props) {
  const { org } = await params;
  return (
    <>
      <PageHeader title="Spend" description="What agents cost, exact to the token, and what they may cost." />
      <LinkTabs
        label="Spend"
        tabs={[
          { href: `/${org}/spend/usage`, label: "Usage" },
          { href: `/${org}/spend/budgets`, label: "Budgets" },
          { href: `/${org}/spend/charges`, label: "Charges" },
          { href: `/${org}/spend/prices`, label: "Prices" },
        ]}
      />
      {children}
    </>
  );
}
