import { z } from "zod";
import type { Db } from "@/server/db";

const Rows = z.array(z.object({ id: z.uuid() }));

/** The team and everything above it, own team first. A cycle, which the database refuses anyway, would end at 20 levels. */
export async function teamPath(db: Db, teamId: string | null): Promise<string[]> {
  if (teamId === null) return [];
  const rows = Rows.parse(
    await db.$queryRaw`
      with recursive path as (
        select id, parent_team_id, 0 as depth from teams where id = ${teamId}::uuid
        union all
        select t.id, t.parent_team_id, p.depth + 1 from teams t join path p on t.id = p.parent_team_id where p.depth < 20
      )
      select id from path order by depth`,
  );
  return rows.map(({ id }) => id);
}
