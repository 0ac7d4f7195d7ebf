import { z } from "zod";
import { ownUsage, usageSummary } from "@/features/usage/server";
import { parseInput } from "@/server/errors";
import { authenticated } from "../authenticated";
import { newRoutes } from "../context";

const OwnUsageQuery = z.object({ days: z.coerce.number().int().min(1).max(92).default(31) });

/** `GET /api/oauth/usage`: dollars for Claude Code's `/usage`. `GET /api/v1/usage?days=31`: one's own budgets and spending. */
export const usageRoutes = newRoutes()
  .get("/api/oauth/usage", authenticated("usage:read"), async (c) => c.json(await usageSummary(c.var.identity)))
  .get("/api/v1/usage", authenticated("usage:read"), async (c) => {
    const { days } = parseInput(OwnUsageQuery, c.req.query());
    return c.json(await ownUsage(c.var.identity, { days }));
  });
