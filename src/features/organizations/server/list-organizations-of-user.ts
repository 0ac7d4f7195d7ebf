import { z } from "zod";
import { systemQuery } from "@/server/system-command";

/**
 * Where a signed-in person may go: every living organization in which he or she is an active employee, by name.
 *
 * It runs before an organization is chosen, so no row-level security helps; the user's id comes from the session and
 * never from input.
 */
export const listOrganizationsOfUser = systemQuery({
  input: z.strictObject({ userId: z.uuid() }),
  async run({ db, input }) {
    const employments = await db.employee.findMany({
      where: {
        userId: input.userId,
        status: "active",
        deletedAt: null,
        organization: { status: "active", deletedAt: null },
      },
      select: {
        organization: { select: { id: true, slug: true, name: true, type: true, plan: true, logoUrl: true } },
        role: { select: { key: true, name: true } },
      },
      orderBy: { organization: { name: "asc" } },
    });
    return employments.map(({ organization, role }) => ({ ...organization, role }));
  },
});
