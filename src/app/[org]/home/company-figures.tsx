import { Card } from "@/components/card";
import { Money } from "@/components/money";
import { Stat, StatRow } from "@/components/stat";
import { listActivity } from "@/features/activity/server";
import { listDevices } from "@/features/devices/server";
import { getOrganization } from "@/features/organizations/server";
import { UsageChart } from "@/features/usage/components";
import { usageBy } from "@/features/usage/server";
import { sumUsd } from "@/lib/money";
import type { Actor } from "@/server/access";
import { now } from "@/server/clock";
import { lastDays } from "../spend/span";

const DAYS = 30;
const DAY_MS = 86_400_000;
/** As many refusals as are counted one by one; more than these read as "more than". */
const REFUSALS_COUNTED = 200;

/** How the company stands: each number leads to the rows behind it. */
export async function CompanyFigures({ actor, org }: { actor: Actor; org: string }) {
  const { timeZone } = await getOrganization(actor, {});
  const until = now();
  const span = lastDays(DAYS, { timeZone, until });
  const [byDay, devices, refused] = await Promise.all([
    usageBy(actor, { from: span.from, to: span.to, by: "day" }),
    listDevices(actor, { limit: 500 }),
    listActivity(actor, { type: "tool.denied", from: new Date(until.getTime() - 7 * DAY_MS), limit: REFUSALS_COUNTED }),
  ]);
  const costs = new Map(byDay.map(({ key, costUsd }) => [key, costUsd]));
  const calls = byDay.reduce((sum, day) => sum + day.calls, 0);
  const enforced = devices.filter(({ protection }) => protection === "enforced").length;
  return (
    <>
      <StatRow>
        <Stat
          label="Spent in 30 days"
          value={<Money amount={sumUsd(byDay.map(({ costUsd }) => costUsd))} />}
          detail={`${calls.toLocaleString("en")} model calls`}
          href={`/${org}/spend/usage`}
        />
        <Stat
          label="Tool calls denied in 7 days"
          value={refused.next === null ? refused.items.length : `${String(REFUSALS_COUNTED)}+`}
          detail="by your rules"
          href={`/${org}/activity?type=tool.denied`}
        />
        <Stat
          label="Machines signed in"
          value={devices.length}
          detail={`${String(enforced)} enforced`}
          href={`/${org}/control/devices`}
        />
        <Stat
          label="Spent today"
          value={<Money amount={costs.get(span.names.at(-1) ?? "") ?? "0"} />}
          detail={timeZone}
          href={`/${org}/spend/charges?days=7`}
        />
      </StatRow>
      <Card title="Spending by day">
        <UsageChart days={span.names.map((day) => ({ day, costUsd: costs.get(day) ?? "0" }))} />
      </Card>
    </>
  );
}
