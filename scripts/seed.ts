import { closeDb } from "@/server/db";
import { closeSystemDb } from "@/server/system-db";
import { seedBuiltIns } from "../prisma/seed/built-ins";
import { seedDemo } from "../prisma/seed/demo";
import { Failure, giveUp } from "./bootstrap/machine.mjs";
import { enterInstallation } from "./lib/product";

/** Named, repeatable sets of data: `npm run seed -- demo`. Each is made through the product's own commands. */
const SCENARIOS: Record<string, () => Promise<void>> = {
  empty: seedBuiltIns,
  demo: seedDemo,
};

async function main(): Promise<void> {
  const [name = ""] = process.argv.slice(2);
  const scenario = SCENARIOS[name];
  if (!scenario) {
    console.error(`There is no scenario "${name}". Choose one of: ${Object.keys(SCENARIOS).join(", ")}.`);
    process.exitCode = 2;
    return;
  }
  const { plan, leave } = await enterInstallation();
  try {
    if (name === "demo" && !plan.sheltered) {
      throw new Failure(
        "Everyone knows the passwords of the demo, and others could reach this database.",
        "Choose another scenario.",
      );
    }
    await scenario();
  } finally {
    await closeDb();
    await closeSystemDb();
    await leave();
  }
}

main().catch(giveUp);
