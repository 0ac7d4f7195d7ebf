import { query } from "@/server/query";
import { ListCredentialsInput } from "../schemas";

/** The company's keys and one's own, as far as anybody may see them: provider, last four characters, since when. */
export const listCredentials = query({
  permission: "organization:read",
  input: ListCredentialsInput,
  async run({ db, actor }) {
    const rows = await db.providerCredential.findMany({
      where: { revokedAt: null, OR: [{ employeeId: null }, { employeeId: actor.employeeId }] },
      select: { id: true, employeeId: true, provider: true, last4: true, createdAt: true, updatedAt: true },
      orderBy: [{ provider: "asc" }, { createdAt: "desc" }],
    });
    return rows.map(({ employeeId, ...row }) => ({
      ...row,
      owner: employeeId === null ? ("company" as const) : ("personal" as const),
    }));
  },
});
