import { Plus } from "lucide-react";
import type { Metadata } from "next";
import { Button } from "@/components/button";
import { Card } from "@/components/card";
import { BudgetCard, BudgetsTable, SetBudgetDialog } from "@/features/budgets/components";
import { listBudgets } from "@/features/budgets/server";
import { can } from "@/server/access";
import { viewer } from "../../../viewer";
import { NotPermitted } from "../../not-permitted";

export const metadata: Metadata = { title: "Budgets" };

export default async function BudgetsPage({ params }: { params: Promise<{ org: string }> }) {
  const actor = await viewer(params);
  if (!can(actor, "usage:read")) return <NotPermitted org={(await params).org} what="see budgets" />;
  const budgets = await listBudgets(actor, {});
  const canManage = can(actor, "budget:manage");
  const ofAll = budgets.filter(({ scope }) => scope === "ORG");
  const set = canManage && (
    <SetBudgetDialog
      trigger={
        <Button tone="primary" icon={<Plus aria-hidden />}>
          Set a budget
        </Button>
      }
    />
  );
  return (
    <>
      {ofAll.length > 0 && (
        <div className="grid gap-3 sm:grid-cols-2">
          {ofAll.map((budget) => (
            <BudgetCard
              key={budget.id}
              budget={budget}
              title={budget.period === "DAY" ? "Everyone, today" : "Everyone, this month"}
            />
          ))}
        </div>
      )}
      <Card
        title="Budgets"
        description="Every budget that applies must have room: the organization's and the person's own."
        actions={set}
        isFlush
      >
        <BudgetsTable budgets={budgets.map((budget) => ({ ...budget, canManage }))} />
      </Card>
    </>
  );
}
