import { query } from "@/server/query";
import { ListTokensInput } from "../schemas";

/** The API tokens within the actor's reach that were not revoked; their texts are nowhere to be had. */
export const listTokens = query({
  permission: "token:manage",
  target: "within",
  input: ListTokensInput,
  run: ({ db, within }) =>
    db.apiToken.findMany({
      where: { ...within.ofEmployee, revokedAt: null },
      select: {
        id: true,
        name: true,
        last4: true,
        scopes: true,
        lastUsedAt: true,
        expiresAt: true,
        createdAt: true,
        employee: { select: { id: true, fullName: true } },
      },
      orderBy: { createdAt: "desc" },
      take: 200,
    }),
});
