import { X } from "lucide-react";
import type { Metadata } from "next";
import { z } from "zod";
import { ButtonLink } from "@/components/button";
import { Card } from "@/components/card";
import { ChargesTable } from "@/features/usage/components";
import { ListChargesInput } from "@/features/usage";
import { listCharges } from "@/features/usage/server";
import { can } from "@/server/access";
import { now } from "@/server/clock";
import { viewer } from "../../../viewer";
import { NotPermitted } from "../../not-permitted";
import { Segments } from "../segments";
import { Days, SPANS, lastDays } from "../span";

export const metadata: Metadata = { title: "Charges" };

const optionalId = z.uuid().optional().catch(undefined);
const Search = z.object({
  days: Days,
  employee: optionalId,
  team: optionalId,
  model: z.string().max(200).optional().catch(undefined),
  source: ListChargesInput.shape.tokenSource.catch(undefined),
  /** Where the page before ended. */
  at: z.coerce.date().optional().catch(undefined),
  id: optionalId,
});

type Props = { params: Promise<{ org: string }>; searchParams: Promise<Record<string, string>> };

export default async function ChargesPage({ params, searchParams }: Props) {
  const actor = await viewer(params);
  const { org } = await params;
  if (!can(actor, "usage:read")) return <NotPermitted org={org} what="see charges" />;
  const given = await searchParams;
  const { days, employee, team, model, source, at, id } = Search.parse(given);
  const { from, to } = lastDays(days, { timeZone: "UTC", until: now() });
  const filter = {
    ...(employee !== undefined && { employeeId: employee }),
    ...(team !== undefined && { teamId: team }),
    ...(model !== undefined && { model }),
    ...(source !== undefined && { tokenSource: source }),
  };
  const cursor = at && id ? { occurredAt: at, id } : undefined;
  const { rows, next } = await listCharges(actor, { from, to, ...filter, ...(cursor && { cursor }), limit: 100 });
  const address = (change: Record<string, string | undefined>) =>
    addressOf(`/${org}/spend/charges`, { ...given, at: undefined, id: undefined, ...change });
  return (
    <>
      <div className="flex flex-wrap items-center gap-3">
        <Segments
          label="Span"
          options={SPANS.map((each) => ({
            label: `${String(each)} days`,
            href: address({ days: String(each) }),
            isChosen: each === days,
          }))}
        />
        {Object.keys(filter).length > 0 && (
          <ButtonLink
            href={`/${org}/spend/charges?days=${String(days)}`}
            tone="quiet"
            size="sm"
            icon={<X aria-hidden />}
          >
            Show all charges
          </ButtonLink>
        )}
      </div>
      <Card
        title="Charges"
        description="One row for each kind of token of a call, at the price that held then."
        isFlush
      >
        <ChargesTable charges={rows} />
      </Card>
      {(cursor !== undefined || next !== null) && (
        <nav aria-label="Pages" className="flex justify-end gap-2">
          {cursor !== undefined && <ButtonLink href={address({})}>Newest</ButtonLink>}
          {next !== null && (
            <ButtonLink href={address({ at: next.occurredAt.toISOString(), id: next.id })}>Older</ButtonLink>
          )}
        </nav>
      )}
    </>
  );
}

function addressOf(path: string, values: Record<string, string | undefined>): string {
  const given = Object.entries(values).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]]));
  return `${path}?${new URLSearchParams(given).toString()}`;
}
