import type { Metadata } from "next";
import { ButtonLink } from "@/components/button";
import { Card } from "@/components/card";
import { PageHeader } from "@/components/page-header";
import { EmployeesTable } from "@/features/employees/components";
import { listEmployees } from "@/features/employees/server";
import { can } from "@/server/access";
import { viewer } from "../../viewer";
import { NotPermitted } from "../not-permitted";

export const metadata: Metadata = { title: "People" };

type Props = { params: Promise<{ org: string }>; searchParams: Promise<{ after?: string }> };

const PAGE_SIZE = 100;

export default async function PeoplePage({ params, searchParams }: Props) {
  const actor = await viewer(params);
  const { org } = await params;
  const { after } = await searchParams;
  if (!can(actor, "employee:read", "team")) return <NotPermitted org={org} what="see other people" />;
  const { employees, nextCursor } = await listEmployees(actor, {
    limit: PAGE_SIZE,
    ...(after !== undefined && { cursor: after }),
  });
  const maySuspend = can(actor, "employee:suspend", "team");
  const rows = employees.map((employee) => ({
    ...employee,
    canSuspend: maySuspend && employee.id !== actor.employeeId,
  }));
  return (
    <>
      <PageHeader
        title="People"
        description="Who is governed here, with which role. A suspended person is out everywhere within five seconds."
      />
      <Card isFlush>
        <EmployeesTable employees={rows} org={org} />
      </Card>
      {(after !== undefined || nextCursor !== null) && (
        <nav aria-label="Pages" className="flex justify-end gap-2">
          {after !== undefined && <ButtonLink href={`/${org}/people`}>First page</ButtonLink>}
          {nextCursor !== null && <ButtonLink href={`/${org}/people?after=${nextCursor}`}>Next {PAGE_SIZE}</ButtonLink>}
        </nav>
      )}
    </>
  );
}
