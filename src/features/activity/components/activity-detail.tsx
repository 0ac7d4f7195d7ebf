"use client";

import { CodeBlock } from "@/components/code-block";
import { Dialog } from "@/components/dialog";
import { Facts } from "@/components/facts";
import { refusalOf } from "@/components/form";
import { Notice } from "@/components/notice";
import { RelativeTime } from "@/components/relative-time";
import { Skeleton } from "@/components/skeleton";
import { VerdictBadge } from "@/components/verdict-badge";
import { trpc } from "@/lib/trpc";
import { type ActivityItem, actorWords } from "./activity-item";
import { eventWords, verdictOf } from "./event-words";

type Props = { item: ActivityItem | null; onClose: () => void };

/** All that is known about one row: who, from where, before and after, and its place in the chain. */
export function ActivityDetail({ item, onClose }: Props) {
  return (
    <Dialog
      shape="sheet"
      title={item === null ? "" : eventWords(item.type)}
      description={item?.type ?? ""}
      isOpen={item !== null}
      onOpenChange={(isOpen) => !isOpen && onClose()}
    >
      {item !== null && <Detail item={item} />}
    </Dialog>
  );
}

function Detail({ item }: { item: ActivityItem }) {
  const row = trpc.activity.get.useQuery({ activityId: item.id, at: item.at }, { staleTime: 60_000 });
  const verdict = verdictOf(item.type);
  return (
    <div className="space-y-4">
      <Facts
        facts={[
          ...(verdict === null ? [] : [{ label: "Verdict", value: <VerdictBadge key="v" verdict={verdict} /> }]),
          { label: "When", value: <RelativeTime at={item.at} /> },
          { label: "Who", value: actorWords(item) },
          ...(item.actor.ip === undefined ? [] : [{ label: "Address", value: <code key="ip">{item.actor.ip}</code> }]),
          ...(item.client === null
            ? []
            : [{ label: "Program", value: `${item.client} ${row.data?.clientVersion ?? ""}` }]),
          { label: "Told by", value: item.isFromDevice ? "the machine itself: evidence, not proof" : "Steward" },
        ]}
      />
      {row.isPending && <Skeleton height={160} />}
      {row.isError && (
        <Notice tone="error" title={refusalOf(row.error).message}>
          {refusalOf(row.error).remedy}
        </Notice>
      )}
      {row.data && (
        <>
          <CodeBlock code={JSON.stringify(row.data.payload, null, 2)} label="what was recorded" />
          <p className="text-xs break-all text-ink-faint">
            {row.data.seq === null
              ? "Waiting for its number in the chain."
              : `Number ${row.data.seq} in the chain, hash ${row.data.hash ?? ""}`}
          </p>
        </>
      )}
    </div>
  );
}
