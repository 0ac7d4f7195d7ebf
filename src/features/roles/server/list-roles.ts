import { query } from "@/server/query";
import { ListRolesInput } from "../schemas";

/** The roles that people of this organization can have: the system's, which live with the operator, and its own. */
export const listRoles = query({
  permission: "organization:read",
  input: ListRolesInput,
  run: ({ db }) =>
    db.role.findMany({
      where: { scope: "ORG" },
      select: { id: true, key: true, name: true, description: true, rank: true, permissions: true },
      orderBy: [{ rank: "desc" }, { name: "asc" }],
    }),
});
