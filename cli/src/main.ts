import { Command, CommanderError } from "commander";
import { calledAs, VERSION } from "./build-info";
import type { Context } from "./commands/context";
import { doctor } from "./commands/doctor";
import { login, type LoginOptions } from "./commands/login";
import { logout } from "./commands/logout";
import { status } from "./commands/status";
import { sync, type SyncOptions } from "./commands/sync";
import { token } from "./commands/token";
import { CliError, UsageError } from "./errors";
import { Io } from "./io";
import { thisMachine } from "./machine/machine";

const DONE = 0;
const FAILED = 1;
const USAGE = 2;

function contextOf(command: Command): Context {
  const { json } = command.optsWithGlobals<{ json?: boolean }>();
  return { io: ioOf(json === true), machine: thisMachine(process.env) };
}

function ioOf(isJson: boolean): Io {
  const { stdout, stderr, env, argv } = process;
  return new Io({ stdout, stderr, env, isJson, program: calledAs(argv[1] ?? "") });
}

function buildProgram(): Command {
  const program = new Command("steward")
    .description("Signs this machine's agents in at your company's Steward and keeps their settings current.")
    .version(VERSION, "-V, --version")
    .option("--json", "print one line of JSON instead of text")
    .exitOverride()
    .configureOutput({
      writeOut: (text) => process.stdout.write(text),
      writeErr: (text) => process.stderr.write(text),
    });

  program
    .command("login")
    .argument("[url]", "address of your company's Steward")
    .description("sign this device in; a person approves it in the browser")
    .option("--name <name>", "what to call this device", undefined)
    .option("--no-browser", "never open a browser")
    .action((url: string | undefined, options: LoginOptions, command: Command) =>
      login(contextOf(command), url, options),
    );
  program
    .command("logout")
    .description("sign this device out and take back what was written into your own files")
    .action((_: unknown, command: Command) => logout(contextOf(command)));
  program
    .command("status")
    .description("who is signed in, and what holds the agents on this machine")
    .action((_: unknown, command: Command) => status(contextOf(command)));
  program
    .command("sync")
    .description("bring this machine's files to what the company wants")
    .option("--dry-run", "say what would be written, write nothing", false)
    .option("--watch", "stay and do it every minute", false)
    .action((options: SyncOptions, command: Command) => sync(contextOf(command), options));
  program
    .command("doctor")
    .description("find what keeps an agent here from obeying its company")
    .action((_: unknown, command: Command) => doctor(contextOf(command)));
  program
    .command("token")
    .description("print a token that is good for some minutes")
    .action((_: unknown, command: Command) => token(contextOf(command)));
  program
    .command("version")
    .description("print this CLI's version")
    .action((_: unknown, command: Command) => {
      contextOf(command).io.data({ version: VERSION, node: process.versions.node }, [VERSION]);
    });
  return program;
}

function report(error: unknown, isJson: boolean): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? DONE : USAGE;
  const io = ioOf(isJson);
  const message = error instanceof Error ? error.message : String(error);
  const { code, remedy: advice } = error instanceof CliError ? error : { code: "UNEXPECTED", remedy: undefined };
  const remedy = advice === undefined ? undefined : io.asCalled(advice);
  io.say(`${io.paint("bad", "error")} ${message}`);
  if (remedy !== undefined) io.say(`      ${remedy}`);
  // `doctor` has already printed its findings; a second document would make its output no JSON.
  if (isJson && code !== "UNHEALTHY") io.data({ error: { code, message, remedy } }, []);
  return error instanceof UsageError ? USAGE : FAILED;
}

try {
  await buildProgram().parseAsync(process.argv);
} catch (error) {
  process.exitCode = report(error, process.argv.includes("--json"));
}
