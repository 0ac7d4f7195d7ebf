"use client";

import { ScrollText } from "lucide-react";
import { useState } from "react";
import { Badge } from "@/components/badge";
import { Button } from "@/components/button";
import { DataTable } from "@/components/data-table";
import { EmptyState } from "@/components/empty-state";
import { RelativeTime } from "@/components/relative-time";
import { Switch } from "@/components/switch";
import type { TableColumn } from "@/components/table-columns";
import { VerdictBadge } from "@/components/verdict-badge";
import type { ActivityFilter } from "../schemas";
import { ActivityDetail } from "./activity-detail";
import { ActivityFilters } from "./activity-filters";
import { type ActivityItem, actorWords, subjectWords } from "./activity-item";
import { eventWords, verdictOf } from "./event-words";
import { type ActivityPage, useActivity } from "./use-activity";

const COLUMNS: readonly TableColumn<ActivityItem>[] = [
  {
    id: "what",
    header: "What",
    onPhone: "title",
    cell: (item) => (
      <span className="flex min-w-0 flex-wrap items-baseline gap-x-2">
        <span className="font-medium text-ink">{eventWords(item.type)}</span>
        <code className="truncate font-mono text-2xs font-normal text-ink-faint">{item.type}</code>
      </span>
    ),
  },
  {
    id: "verdict",
    header: "Verdict",
    cell: (item) => <RowVerdict item={item} />,
    isEmpty: (item) => verdictOf(item.type) === null,
    width: "narrow",
  },
  { id: "who", header: "Who", cell: (item) => <span className="truncate">{actorWords(item)}</span> },
  {
    id: "about",
    header: "About",
    isEmpty: (item) => subjectWords(item) === "",
    cell: (item) => <span className="line-clamp-2 break-words">{subjectWords(item)}</span>,
  },
  { id: "from", header: "From", cell: (item) => <Origin item={item} />, onPhone: "hidden" },
  { id: "when", header: "When", cell: (item) => <RelativeTime at={item.at} />, align: "end", width: "narrow" },
];

type Props = {
  filter: ActivityFilter;
  first: ActivityPage;
  /** When the first page was read: what is newer comes by following. */
  readAt: Date;
  /** Whether others than oneself are in it, so that choosing a person makes sense. */
  hasPeople: boolean;
};

/** The log, following what comes in. A row opens to all that is known about it. */
export function ActivityLog({ filter, first, readAt, hasPeople }: Props) {
  const [isLive, setIsLive] = useState(true);
  const [opened, setOpened] = useState<ActivityItem | null>(null);
  const { items, next, loadOlder, isLoading, isFollowing } = useActivity({ filter, first, readAt, isLive });
  return (
    <>
      <DataTable
        label="Activity"
        columns={COLUMNS}
        rows={items}
        rowId={(item) => item.id}
        onOpen={setOpened}
        filters={
          <>
            <ActivityFilters hasPeople={hasPeople} />
            <span className="ml-auto flex items-center gap-2 text-xs text-ink-faint">
              <Pulse isOn={isFollowing} />
              {isFollowing ? "Live" : "Paused"}
              <Switch label="Follow live" checked={isLive} onChange={setIsLive} />
            </span>
          </>
        }
        empty={
          <EmptyState
            icon={<ScrollText />}
            title="Nothing yet"
            body="What people and agents do appears here within seconds. Loosen the filter if you expected something."
          />
        }
        footer={
          <span className="flex items-center justify-between gap-2">
            <span aria-live="polite">{items.length} rows</span>
            {next !== null && (
              <Button size="sm" isPending={isLoading} onClick={() => void loadOlder(next)}>
                Older
              </Button>
            )}
          </span>
        }
      />
      <ActivityDetail item={opened} onClose={() => setOpened(null)} />
    </>
  );
}

function Pulse({ isOn }: { isOn: boolean }) {
  return <span aria-hidden className={`size-2 rounded-full ${isOn ? "animate-pulse bg-allow" : "bg-control-line"}`} />;
}

function RowVerdict({ item }: { item: ActivityItem }) {
  const verdict = verdictOf(item.type);
  return verdict === null ? <span className="text-ink-faint">–</span> : <VerdictBadge verdict={verdict} />;
}

function Origin({ item }: { item: ActivityItem }) {
  if (item.isFromDevice) return <Badge hint="Told by a machine about itself: evidence, not proof.">machine says</Badge>;
  return <span className="text-ink-faint">{item.client ?? item.actor.ip ?? "Steward"}</span>;
}
