"use client";

import { useState } from "react";
import { Bar, BarChart as Base, CartesianGrid, ResponsiveContainer, Tooltip, XAxis, YAxis } from "recharts";
import { Button } from "./button";

export type ChartSeries = { id: string; label: string };
/** One bar: its label and the amount of each series, in the order of `series`. */
export type ChartBar = { label: string; amounts: readonly number[] };

type Props = {
  /** What the chart says, for those who hear it. */
  label: string;
  series: readonly ChartSeries[];
  bars: readonly ChartBar[];
  format: (amount: number) => string;
};

const COLOURS = [
  "var(--chart-1)",
  "var(--chart-2)",
  "var(--chart-3)",
  "var(--chart-4)",
  "var(--chart-5)",
  "var(--chart-6)",
];
const colourOf = (place: number) => COLOURS[place % COLOURS.length] ?? "var(--chart-6)";

/** Stacked bars over time, and the same figures as a table for whoever would rather read them. */
export function BarChart({ label, series, bars, format }: Props) {
  const [isTable, setIsTable] = useState(false);
  return (
    <figure aria-label={label} className="space-y-3">
      <figcaption className="flex flex-wrap items-center justify-between gap-2">
        <ul className="flex flex-wrap gap-x-4 gap-y-1 text-xs text-ink-soft">
          {series.map((each, place) => (
            <li key={each.id} className="flex items-center gap-1.5">
              <span aria-hidden className="size-2 rounded-xs" style={{ background: colourOf(place) }} />
              {each.label}
            </li>
          ))}
        </ul>
        <Button size="sm" tone="quiet" aria-pressed={isTable} onClick={() => setIsTable(!isTable)}>
          {isTable ? "Show as chart" : "Show as table"}
        </Button>
      </figcaption>
      {isTable ? (
        <Figures label={label} series={series} bars={bars} format={format} />
      ) : (
        <Bars series={series} bars={bars} format={format} />
      )}
    </figure>
  );
}

function Bars({ series, bars, format }: Omit<Props, "label">) {
  const data = bars.map((bar) => ({
    label: bar.label,
    ...Object.fromEntries(bar.amounts.map((amount, place) => [`s${String(place)}`, amount])),
  }));
  return (
    <div aria-hidden className="h-56 text-xs">
      <ResponsiveContainer width="100%" height="100%" initialDimension={{ width: 640, height: 224 }}>
        <Base
          data={data}
          margin={{ top: 4, right: 0, bottom: 0, left: 0 }}
          accessibilityLayer={false}
          barCategoryGap="22%"
        >
          <CartesianGrid vertical={false} stroke="var(--line)" />
          <XAxis
            dataKey="label"
            tickLine={false}
            axisLine={{ stroke: "var(--line-strong)" }}
            tick={{ fill: "var(--ink-faint)" }}
            minTickGap={24}
          />
          <YAxis
            tickFormatter={format}
            tickLine={false}
            axisLine={false}
            tick={{ fill: "var(--ink-faint)" }}
            width={52}
          />
          <Tooltip
            cursor={{ fill: "var(--hover)" }}
            isAnimationActive={false}
            formatter={(value) => format(Number(value))}
            contentStyle={{
              background: "var(--surface)",
              border: "1px solid var(--line)",
              borderRadius: 8,
              boxShadow: "var(--float)",
              padding: "6px 10px",
            }}
            labelStyle={{ color: "var(--ink)", fontWeight: 600 }}
            itemStyle={{ color: "var(--ink-soft)", padding: 0 }}
          />
          {series.map((each, place) => (
            <Bar
              key={each.id}
              dataKey={`s${String(place)}`}
              name={each.label}
              stackId="all"
              fill={colourOf(place)}
              isAnimationActive={false}
              maxBarSize={36}
            />
          ))}
        </Base>
      </ResponsiveContainer>
    </div>
  );
}

function Figures({ label, series, bars, format }: Props) {
  return (
    // Focusable, because what scrolls must be reachable by keyboard.
    <div
      className="max-h-64 overflow-auto rounded-md border border-line"
      tabIndex={0}
      role="region"
      aria-label={`${label}, as a table`}
    >
      <table className="w-full text-sm">
        <thead className="sticky top-0 bg-sunken text-xs text-ink-faint">
          <tr>
            <th scope="col" className="px-3 py-1.5 text-left font-medium">
              When
            </th>
            {series.map((each) => (
              <th key={each.id} scope="col" className="px-3 py-1.5 text-right font-medium">
                {each.label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody className="divide-y divide-line">
          {bars.map((bar) => (
            <tr key={bar.label}>
              <th scope="row" className="px-3 py-1.5 text-left font-normal">
                {bar.label}
              </th>
              {series.map((each, place) => (
                <td key={each.id} className="px-3 py-1.5 text-right text-ink-soft tabular-nums">
                  {format(bar.amounts[place] ?? 0)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
