import type { Metadata } from "next";
import { z } from "zod";
import { Card } from "@/components/card";
import { Money } from "@/components/money";
import { Stat, StatRow } from "@/components/stat";
import { getOrganization } from "@/features/organizations/server";
import { UsageChart, UsageTable } from "@/features/usage/components";
import { usageBy } from "@/features/usage/server";
import { sumUsd } from "@/lib/money";
import { can } from "@/server/access";
import { now } from "@/server/clock";
import { viewer } from "../../../viewer";
import { NotPermitted } from "../../not-permitted";
import { Segments } from "../segments";
import { Days, SPANS, lastDays } from "../span";
import { CUTS, Cut, usageRows } from "./usage-rows";

export const metadata: Metadata = { title: "Usage" };

const Search = z.object({ days: Days, by: Cut });

type Props = { params: Promise<{ org: string }>; searchParams: Promise<Record<string, string>> };

export default async function UsagePage({ params, searchParams }: Props) {
  const actor = await viewer(params);
  const { org } = await params;
  if (!can(actor, "usage:read")) return <NotPermitted org={org} what="see spending" />;
  const { days, by } = Search.parse(await searchParams);
  const { timeZone } = await getOrganization(actor, {});
  const span = lastDays(days, { timeZone, until: now() });
  const range = { from: span.from, to: span.to };
  const [byDay, cut] = await Promise.all([usageBy(actor, { ...range, by: "day" }), usageBy(actor, { ...range, by })]);
  const total = sumUsd(byDay.map(({ costUsd }) => costUsd));
  const calls = byDay.reduce((sum, day) => sum + day.calls, 0);
  const here = `/${org}/spend/usage`;
  const charges = `/${org}/spend/charges?days=${String(days)}`;
  const costs = new Map(byDay.map(({ key, costUsd }) => [key, costUsd]));
  return (
    <>
      <Segments
        label="Span"
        options={SPANS.map((each) => ({
          label: `${String(each)} days`,
          href: `${here}?days=${String(each)}&by=${by}`,
          isChosen: each === days,
        }))}
      />
      <StatRow>
        <Stat label={`Spent in ${String(days)} days`} value={<Money amount={total} />} href={charges} />
        <Stat label="Model calls" value={calls.toLocaleString("en")} href={charges} />
        <Stat label="A call, on average" value={calls === 0 ? "–" : <Money amount={total.div(calls)} />} />
        <Stat label="A day, on average" value={<Money amount={total.div(days)} />} />
      </StatRow>
      <Card title="By day">
        <UsageChart days={span.names.map((day) => ({ day, costUsd: costs.get(day) ?? "0" }))} />
      </Card>
      <Card
        title="Where it went"
        actions={
          <Segments
            label="Cut"
            options={CUTS.map(({ id, label }) => ({
              label,
              href: `${here}?days=${String(days)}&by=${id}`,
              isChosen: id === by,
            }))}
          />
        }
        isFlush
      >
        <UsageTable by={by} rows={usageRows(cut, { by, total, charges })} />
      </Card>
    </>
  );
}
