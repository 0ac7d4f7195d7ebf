import { CliError } from "../errors";
import type { Context } from "./context";
import { type Check, clientChecks, fileChecks, signInChecks } from "./doctor-checks";

/** Looks for everything that keeps an agent here from obeying its company, and says the remedy. Exit code 1 if anything does. */
export async function doctor(context: Context): Promise<void> {
  const { io, machine } = context;
  const signIn = await signInChecks(machine);
  const checks: Check[] = [
    ...signIn.checks,
    ...(await clientChecks(machine, signIn.document)),
    ...fileChecks(machine, signIn.gatewayUrl),
  ];
  const marks = {
    ok: io.paint("good", "ok     "),
    warning: io.paint("warning", "warning"),
    failed: io.paint("bad", "failed "),
  };
  const lines = checks.flatMap(({ name, outcome, detail, remedy }) => [
    `${marks[outcome]}  ${name}: ${detail}`,
    ...(remedy === undefined ? [] : [`         ${remedy}`]),
  ]);
  const failed = checks.filter(({ outcome }) => outcome === "failed");
  io.data({ healthy: failed.length === 0, checks }, lines);
  if (failed.length > 0) {
    const count = failed.length === 1 ? "One check" : `${failed.length} checks`;
    throw new CliError(`${count} failed.`, { code: "UNHEALTHY" });
  }
}
