import { accountsRouter } from "@/features/accounts/server";
import { activityRouter } from "@/features/activity/server";
import { employeesRouter } from "@/features/employees/server";
import { organizationsRouter } from "@/features/organizations/server";
import { rolesRouter } from "@/features/roles/server";
import { sessionsRouter } from "@/features/sessions/server";
import { teamsRouter } from "@/features/teams/server";
import { router } from "@/server/trpc";

/** The browser's API: one router per feature. */
export const appRouter = router({
  accounts: accountsRouter,
  activity: activityRouter,
  employees: employeesRouter,
  organizations: organizationsRouter,
  roles: rolesRouter,
  sessions: sessionsRouter,
  teams: teamsRouter,
});
export type AppRouter = typeof appRouter;
