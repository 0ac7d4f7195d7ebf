"use client";

import { useMemo, useState } from "react";
import { toastError } from "@/components/toast";
import { trpc } from "@/lib/trpc";
import type { ActivityCursor, ActivityFilter } from "../schemas";
import type { ActivityItem } from "./activity-item";

const FOLLOW_MS = 3_000;

export type ActivityPage = { items: readonly ActivityItem[]; next: ActivityCursor | null };

/** Rows in one list without doubles, newest first. */
function joined(...lists: readonly (readonly ActivityItem[])[]): ActivityItem[] {
  const byId = new Map(lists.flat().map((item) => [item.id, item]));
  return [...byId.values()].sort((a, b) => b.at.getTime() - a.at.getTime() || (a.id < b.id ? 1 : -1));
}

type Options = { filter: ActivityFilter; first: ActivityPage; readAt: Date; isLive: boolean };

/** The log under a filter: the page's own first rows, older ones when asked for, and what comes in while `isLive`. */
export function useActivity({ filter, first, readAt, isLive }: Options) {
  const [older, setOlder] = useState<ActivityPage>({ items: [], next: first.next });
  const [isLoading, setIsLoading] = useState(false);
  const utils = trpc.useUtils();
  const newest = first.items[0];
  const after = useMemo(() => ({ at: newest?.at ?? readAt, id: newest?.id ?? NOBODY }), [newest, readAt]);
  const tail = trpc.activity.tail.useQuery({ ...filter, after }, { enabled: isLive, refetchInterval: FOLLOW_MS });
  const items = useMemo(() => joined(tail.data ?? [], first.items, older.items), [tail.data, first.items, older.items]);

  const loadOlder = async (before: ActivityCursor) => {
    setIsLoading(true);
    try {
      const page = await utils.activity.list.fetch({ ...filter, before });
      setOlder((was) => ({ items: [...was.items, ...page.items], next: page.next }));
    } catch (error) {
      toastError(error);
    } finally {
      setIsLoading(false);
    }
  };
  return { items, next: older.next, loadOlder, isLoading, isFollowing: isLive && !tail.isError };
}

/** A cursor before anything was logged. */
const NOBODY = "00000000-0000-7000-8000-000000000000";
