import { accountsRouter } from "@/features/accounts/server";
import { activityRouter } from "@/features/activity/server";
import { budgetsRouter } from "@/features/budgets/server";
import { catalogRouter } from "@/features/catalog/server";
import { configsRouter } from "@/features/configs/server";
import { devicesRouter } from "@/features/devices/server";
import { employeesRouter } from "@/features/employees/server";
import { organizationsRouter } from "@/features/organizations/server";
import { policiesRouter } from "@/features/policies/server";
import { pricesRouter } from "@/features/prices/server";
import { providersRouter } from "@/features/providers/server";
import { rolesRouter } from "@/features/roles/server";
import { sessionsRouter } from "@/features/sessions/server";
import { teamsRouter } from "@/features/teams/server";
import { tokensRouter } from "@/features/tokens/server";
import { usageRouter } from "@/features/usage/server";
import { router } from "@/server/trpc";

/** The browser's API: one router per feature. */
export const appRouter = router({
  accounts: accountsRouter,
  activity: activityRouter,
  budgets: budgetsRouter,
  catalog: catalogRouter,
  configs: configsRouter,
  devices: devicesRouter,
  employees: employeesRouter,
  organizations: organizationsRouter,
  policies: policiesRouter,
  prices: pricesRouter,
  providers: providersRouter,
  roles: rolesRouter,
  sessions: sessionsRouter,
  teams: teamsRouter,
  tokens: tokensRouter,
  usage: usageRouter,
});
export type AppRouter = typeof appRouter;
