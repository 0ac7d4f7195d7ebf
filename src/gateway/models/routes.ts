import { decide, loadGate } from "@/features/policies/server";
import { priceList } from "@/features/prices/server";
import { authenticated } from "../authenticated";
import { newRoutes } from "../context";

/** Claude Code's model discovery knows this shape; a model without a date of its own carries this one. */
const UNDATED = "1970-01-01T00:00:00Z";

/** `GET /v1/models`: the models that have a price and that this person's rules allow, in the vendor's list shape, on one page. */
export const modelRoutes = newRoutes().get("/v1/models", authenticated("models:call"), async (c) => {
  const { orgId, employeeId } = c.var.identity;
  const [gate, prices] = await Promise.all([loadGate(orgId, employeeId), priceList()]);
  const names = [...prices.values()]
    .filter(({ provider, components }) => provider === "anthropic" && components.has("output_tokens"))
    .map(({ model }) => model)
    .filter((model) => {
      const { verdict } = decide(gate, { kind: "model", model, client: null });
      return verdict !== "DENY" && verdict !== "REQUIRE_APPROVAL";
    })
    .sort((left, right) => (left < right ? 1 : -1));
  return c.json({
    data: names.map((id) => ({ type: "model", id, display_name: id, created_at: UNDATED })),
    has_more: false,
    first_id: names[0] ?? null,
    last_id: names.at(-1) ?? null,
  });
});
