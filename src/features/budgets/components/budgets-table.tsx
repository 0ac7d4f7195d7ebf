"use client";

import { PiggyBank } from "lucide-react";
import { useRouter } from "next/navigation";
import type { ReactNode } from "react";
import { Badge } from "@/components/badge";
import { Button } from "@/components/button";
import { ConfirmDialog } from "@/components/confirm-dialog";
import { DataTable } from "@/components/data-table";
import { EmptyState } from "@/components/empty-state";
import { BudgetMeter } from "@/components/meter";
import { Money } from "@/components/money";
import { Person } from "@/components/person";
import { RelativeTime } from "@/components/relative-time";
import type { TableColumn } from "@/components/table-columns";
import { toastDone } from "@/components/toast";
import { trpc } from "@/lib/trpc";
import { shareOf } from "./budget-share";
import { MODE_WORDS, PERIOD_WORDS } from "./budget-words";
import { SetBudgetDialog } from "./set-budget-dialog";

export type BudgetRow = {
  id: string;
  scope: string;
  period: string;
  mode: string;
  limitUsd: string | null;
  alertAt: readonly number[];
  spentUsd: string;
  heldUsd: string;
  periodEnd: Date;
  employee: { id: string; fullName: string; email: string } | null;
  canManage: boolean;
};

const nameOf = (budget: BudgetRow) => budget.employee?.fullName ?? "Whole organization";

const COLUMNS: readonly TableColumn<BudgetRow>[] = [
  {
    id: "who",
    header: "Whose",
    onPhone: "title",
    cell: (budget) =>
      budget.employee ? (
        <Person name={budget.employee.fullName} email={budget.employee.email} />
      ) : (
        <span className="font-medium text-ink">Whole organization</span>
      ),
    sortBy: nameOf,
    searchIn: nameOf,
  },
  {
    id: "limit",
    header: "Limit",
    align: "end",
    cell: (budget) => (
      <span>
        {budget.limitUsd === null ? "none" : <Money amount={budget.limitUsd} />}{" "}
        <span className="text-ink-faint">{PERIOD_WORDS[budget.period]}</span>
      </span>
    ),
    sortBy: (budget) => (budget.limitUsd === null ? null : Number(budget.limitUsd)),
  },
  {
    id: "spent",
    header: "Spent",
    align: "end",
    cell: (budget) => <Money amount={budget.spentUsd} />,
    sortBy: (budget) => Number(budget.spentUsd),
  },
  {
    id: "held",
    header: "Reserved",
    align: "end",
    cell: (budget) => <Money amount={budget.heldUsd} />,
    sortBy: (budget) => Number(budget.heldUsd),
  },
  {
    id: "used",
    header: "Used",
    cell: (budget) => <Used budget={budget} />,
    sortBy: (budget) => shareOf(budget.spentUsd, budget.limitUsd),
  },
  {
    id: "mode",
    header: "Kind",
    cell: (budget) => (
      <Badge hint={MODE_WORDS[budget.mode]?.detail ?? ""}>{MODE_WORDS[budget.mode]?.label ?? budget.mode}</Badge>
    ),
  },
  { id: "ends", header: "Anew", cell: (budget) => <RelativeTime at={budget.periodEnd} />, onPhone: "hidden" },
  {
    id: "actions",
    header: "",
    align: "end",
    width: "narrow",
    cell: (budget) => (budget.canManage ? <Actions budget={budget} /> : null),
  },
];

/** What may be spent, by whom; spent and reserved apart. */
export function BudgetsTable({ budgets, emptyAction }: { budgets: readonly BudgetRow[]; emptyAction?: ReactNode }) {
  return (
    <DataTable
      label="Budgets"
      columns={COLUMNS}
      rows={budgets}
      rowId={(budget) => budget.id}
      search={{ placeholder: "Find a person" }}
      empty={
        <EmptyState
          icon={<PiggyBank />}
          title="No limit is set"
          body="Set what the organization or one person may spend in a day or month. It binds the next call."
          {...(emptyAction !== undefined && { action: emptyAction })}
        />
      }
    />
  );
}

function Used({ budget }: { budget: BudgetRow }) {
  if (budget.limitUsd === null) return <span className="text-ink-faint">no limit</span>;
  const spent = shareOf(budget.spentUsd, budget.limitUsd);
  return (
    <span className="flex w-32 items-center gap-2">
      <BudgetMeter label={`${nameOf(budget)}: spent`} spent={spent} held={shareOf(budget.heldUsd, budget.limitUsd)} />
      <span className="w-9 shrink-0 text-right text-xs tabular-nums">{Math.round(spent * 100)} %</span>
    </span>
  );
}

function Actions({ budget }: { budget: BudgetRow }) {
  const router = useRouter();
  const remove = trpc.budgets.remove.useMutation();
  return (
    <span className="inline-flex gap-1">
      <SetBudgetDialog
        budget={budget}
        trigger={
          <Button size="sm" tone="quiet" aria-label={`Change the budget of ${nameOf(budget)}`}>
            Change
          </Button>
        }
      />
      <ConfirmDialog
        title="Remove this budget?"
        body={`Nothing limits ${nameOf(budget)} ${PERIOD_WORDS[budget.period] ?? ""} any more, unless another budget does. The ledger stays.`}
        confirmLabel="Remove budget"
        onConfirm={async () => {
          await remove.mutateAsync({ budgetId: budget.id });
          toastDone("Budget removed");
          router.refresh();
        }}
        trigger={
          <Button size="sm" tone="danger-quiet" aria-label={`Remove the budget of ${nameOf(budget)}`}>
            Remove
          </Button>
        }
      />
    </span>
  );
}
