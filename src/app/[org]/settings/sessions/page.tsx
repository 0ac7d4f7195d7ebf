import type { Metadata } from "next";
import { Card } from "@/components/card";
import { SessionsTable } from "@/features/sessions/components";
import { listSessions } from "@/features/sessions/server";
import { viewer } from "../../../viewer";

export const metadata: Metadata = { title: "Sessions" };

export default async function SessionsPage({ params }: { params: Promise<{ org: string }> }) {
  const actor = await viewer(params);
  const sessions = await listSessions(actor, {});
  return (
    <Card
      title="Browsers"
      description="Where you are signed in. An ended session is out everywhere within five seconds."
      isFlush
    >
      <SessionsTable sessions={sessions} />
    </Card>
  );
}
