"use client";

import { BarChart } from "@/components/bar-chart";
import { formatUsd, usd } from "@/lib/money";

const SERIES = [{ id: "spent", label: "Spent" }];
const dayName = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short", timeZone: "UTC" });

/** What each day of a span cost; days without a call are there too. */
export function UsageChart({ days }: { days: readonly { day: string; costUsd: string }[] }) {
  return (
    <BarChart
      label="Spending by day"
      series={SERIES}
      // A bar's height needs no more digits than a number has; the figures beside it stay exact.
      bars={days.map(({ day, costUsd }) => ({
        label: dayName.format(new Date(`${day}T00:00:00Z`)),
        amounts: [usd(costUsd).toNumber()],
      }))}
      format={(amount) => formatUsd(String(amount))}
    />
  );
}
