import { newRoutes } from "../context";
import { telemetryCounts } from "../telemetry/routes";
import { readiness } from "./readiness";

/** `HEAD /api/hello` is how Claude Code warms its connection up; `/healthz` and `/readyz` are for those who run us. */
export const healthRoutes = newRoutes()
  .get("/api/hello", (c) => c.body(null, 200))
  .get("/healthz", async (c) => {
    const checks = await readiness();
    return c.json(
      {
        status: checks.decide && checks.spend && checks.log ? "ok" : "degraded",
        ...checks,
        telemetry: telemetryCounts(),
      },
      200,
    );
  })
  .get("/readyz", async (c) => {
    const checks = await readiness();
    const isReady = checks.decide && checks.spend && checks.log;
    return c.json({ status: isReady ? "ok" : "unavailable", ...checks }, isReady ? 200 : 503);
  });
