import { Check, ChevronRight } from "lucide-react";
import Link from "next/link";
import { Card } from "@/components/card";
import { listBudgets } from "@/features/budgets/server";
import { getOrganizationConfig } from "@/features/configs/server";
import { listDevices } from "@/features/devices/server";
import { listModelPolicies, listToolRules } from "@/features/policies/server";
import { listCredentials } from "@/features/providers/server";
import type { Actor } from "@/server/access";

type Step = { label: string; why: string; path: string; isDone: boolean };

async function steps(actor: Actor): Promise<Step[]> {
  const [credentials, rules, models, budgets, devices, config] = await Promise.all([
    listCredentials(actor, {}),
    listToolRules(actor, {}),
    listModelPolicies(actor, {}),
    listBudgets(actor, {}),
    listDevices(actor, { limit: 1 }),
    getOrganizationConfig(actor, {}),
  ]);
  return [
    {
      label: "Sign a machine in",
      why: "Your own first: it takes a minute, and shows what your people will see.",
      path: "",
      isDone: devices.length > 0,
    },
    {
      label: "Set a budget",
      why: "A limit for everyone binds the next call.",
      path: "/spend/budgets",
      isDone: budgets.some(({ scope, limitUsd }) => scope === "ORG" && limitUsd !== null),
    },
    {
      label: "Write a rule",
      why: "Deny what no agent should do, or watch it first.",
      path: "/control/policies/new",
      isDone: rules.length + models.length > 0,
    },
    {
      label: "Set the base configuration",
      why: "What everybody's Claude Code begins with.",
      path: "/control/configurations",
      isDone: config.updatedAt !== null,
    },
    {
      label: "Store your Anthropic key",
      why: "Or let Steward's key pay.",
      path: "/settings/providers",
      isDone: credentials.some(({ owner }) => owner === "company"),
    },
  ];
}

/** What is set up and what is left, until all of it is done. */
export async function SetUpList({ actor, org }: { actor: Actor; org: string }) {
  const all = await steps(actor);
  const done = all.filter(({ isDone }) => isDone).length;
  if (done === all.length) return null;
  return (
    <Card title="Set up" description={`${String(done)} of ${String(all.length)} done`} isFlush>
      <ol className="divide-y divide-line">
        {all.map(({ label, why, path, isDone }) => (
          <li key={label}>
            <Link href={`/${org}${path}`} className="flex items-center gap-3 px-4 py-2.5 hover:bg-hover">
              <span
                className={`flex size-5 shrink-0 items-center justify-center rounded-full border ${isDone ? "border-transparent bg-allow-soft text-allow" : "border-control-line"}`}
              >
                {isDone && <Check aria-label="done" className="size-3" strokeWidth={3} />}
              </span>
              <span className="min-w-0 flex-1">
                <span className={`block font-medium ${isDone ? "text-ink-faint line-through" : "text-ink"}`}>
                  {label}
                </span>
                {!isDone && <span className="block text-xs text-ink-faint">{why}</span>}
              </span>
              {!isDone && <ChevronRight aria-hidden className="size-4 shrink-0 text-ink-faint" />}
            </Link>
          </li>
        ))}
      </ol>
    </Card>
  );
}
