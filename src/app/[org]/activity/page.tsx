import type { Metadata } from "next";
import { z } from "zod";
import { Card } from "@/components/card";
import { PageHeader } from "@/components/page-header";
import { ActivityFilter } from "@/features/activity";
import { ActivityLog } from "@/features/activity/components";
import { listActivity } from "@/features/activity/server";
import { can } from "@/server/access";
import { now } from "@/server/clock";
import { viewer } from "../../viewer";
import { NotPermitted } from "../not-permitted";

export const metadata: Metadata = { title: "Activity" };

const { category, type } = ActivityFilter.shape;
/** What an address may say; a part that makes no sense is left out rather than refused. */
const Search = z.object({
  category: category.catch(undefined),
  type: type.catch(undefined),
  employee: z.uuid().optional().catch(undefined),
  target: z.uuid().optional().catch(undefined),
});

type Props = { params: Promise<{ org: string }>; searchParams: Promise<Record<string, string>> };

export default async function ActivityPage({ params, searchParams }: Props) {
  const actor = await viewer(params);
  if (!can(actor, "activity:read")) return <NotPermitted org={(await params).org} what="read the log" />;
  const { employee, target, ...search } = Search.parse(await searchParams);
  const filter: ActivityFilter = {
    ...search,
    ...(employee !== undefined && { employeeId: employee }),
    ...(target !== undefined && { targetId: target }),
  };
  const readAt = now();
  const first = await listActivity(actor, filter);
  const hasPeople = can(actor, "activity:read", "team") && can(actor, "employee:read", "team");
  return (
    <>
      <PageHeader
        title="Activity"
        description={
          hasPeople
            ? "Every event once, in order, chained so that nobody can change it unseen."
            : "What you and your agents did."
        }
      />
      <Card isFlush>
        <ActivityLog key={JSON.stringify(filter)} filter={filter} first={first} readAt={readAt} hasPeople={hasPeople} />
      </Card>
    </>
  );
}
