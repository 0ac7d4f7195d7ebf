/** `npm run admin -- COMMAND`: the operator's shell. It calls the product's own verbs, so what it does stands in the log. */
import { closeDb } from "@/server/db";
import { DomainError } from "@/server/errors";
import { closeSystemDb } from "@/server/system-db";
import { Failure, giveUp } from "./bootstrap/machine.mjs";
import { ADMIN_COMMANDS } from "./lib/admin-commands";
import { enterInstallation, renewGeneratedSecret } from "./lib/product";
import { readInstallation } from "./lib/installation";

function help(): string {
  const lines = Object.values(ADMIN_COMMANDS).map(({ usage }) => `  npm run admin -- ${usage}`);
  return `What the operator can do from the shell:\n${lines.join("\n")}`;
}

/** A verb's own words, with what to do next, in place of a stack. */
function readable(error: unknown): unknown {
  if (error instanceof DomainError)
    return new Failure(error.message, error.remedy ?? "Correct the command and run it again.");
  const { code = "", message } = error as NodeJS.ErrnoException;
  return code.startsWith("ERR_PARSE_ARGS")
    ? new Failure(message, "npm run admin -- help shows how each command is called.")
    : error;
}

async function main(): Promise<void> {
  const given = process.argv.slice(2);
  const name = [given.slice(0, 2).join(" "), given[0] ?? ""].find((each) => each in ADMIN_COMMANDS);
  const command = name === undefined ? undefined : ADMIN_COMMANDS[name];
  if (!name || !command) {
    console.error(help());
    process.exit(given.length === 0 || given[0] === "help" ? 0 : 2);
  }
  if (name === "keys rotate") await renewGeneratedSecret(readInstallation(process.env));
  const installation = await enterInstallation();
  try {
    await command.run({ args: given.slice(name.split(" ").length), installation });
  } finally {
    await closeDb();
    await closeSystemDb();
    await installation.leave();
  }
  // The migration engine's WebAssembly leaves a timer behind, which nobody waits for.
  process.exit(0);
}

main().catch((error: unknown) => giveUp(readable(error)));
