/**
 * What must work before anything is installed. It runs on the machine's own Node, 20.19 or newer, without dependencies.
 */
import { spawn } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";

export const root = path.resolve(fileURLToPath(import.meta.url), "../../..");
export const pinnedNode = path.join(root, "node_modules/node/bin/node");

const OLDEST_NODE = [20, 19];
const INSTALLED = "node_modules/.package-lock.json";

/** A failure that a person can repair: what happened, and what to do about it. */
export class Failure extends Error {
  constructor(message, remedy, options) {
    super(message, options);
    this.remedy = remedy;
  }
}

/** Prints a failure the same way everywhere and ends the process. An unexpected error keeps its stack. */
export function giveUp(error) {
  if (error instanceof Failure) process.stderr.write(`\n✗ ${error.message}\n  → ${error.remedy}\n`);
  else process.stderr.write(`\n✗ ${error?.stack ?? String(error)}\n`);
  process.exit(1);
}

function checkNode() {
  const [major, minor] = process.versions.node.split(".").map(Number);
  if (major > OLDEST_NODE[0] || (major === OLDEST_NODE[0] && minor >= OLDEST_NODE[1])) return;
  const message = `Steward needs Node ${OLDEST_NODE.join(".")} or newer; this is ${process.versions.node}.`;
  throw new Failure(message, "Install a current Node from https://nodejs.org and run the same command again.");
}

function packagesOf(lockfile) {
  return JSON.parse(readFileSync(path.join(root, lockfile), "utf8")).packages;
}

/**
 * Whether what is installed is what the lockfile asks for. Contents are compared, not dates: a fresh clone and a changed
 * branch both give every file today's date. npm writes its record last, so an interrupted installation has none.
 */
function isInstalled() {
  if (!existsSync(path.join(root, INSTALLED)) || !existsSync(pinnedNode)) return false;
  const installed = packagesOf(INSTALLED);
  return Object.entries(packagesOf("package-lock.json")).every(([name, wanted]) => {
    const isOurs = wanted.link === true || !name.includes("node_modules/");
    return isOurs || installed[name]?.version === wanted.version || (!installed[name] && wanted.optional === true);
  });
}

const NPM_REMEDIES = [
  [
    /EUSAGE/,
    "package.json and package-lock.json disagree: run `npm install` and `node scripts/run.mjs scripts/complete-lockfile.ts`.",
  ],
  [/ENOSPC/, "The disk is full: free about 2 GB and run the same command again."],
  [/EACCES|EPERM/, `Make ${root} writable for this user, or copy it to a folder that is.`],
  [
    /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ETIMEDOUT|ECONNRESET|ENETUNREACH|network/i,
    "The package registry cannot be reached: check the network, or `npm config get registry` and the proxy settings.",
  ],
  [/EINTEGRITY/, "A download was damaged: run `npm cache verify` and the same command again."],
];

/** npm says what is wrong first and then how it is called; the second half helps nobody. */
function npmWords(output) {
  const lines = output.split("\n").filter((line) => !/^npm warn/.test(line));
  const usage = lines.findIndex((line) => /^npm error (?:Options:|Usage:|Clean install)/.test(line));
  return lines.slice(0, usage < 0 ? 25 : Math.min(usage, 25)).join("\n");
}

function runNpm() {
  const npm = process.env.npm_execpath;
  const [command, ...prefix] = npm?.endsWith(".js") ? [process.execPath, npm] : ["npm"];
  const args = [...prefix, "ci", "--no-audit", "--no-fund", "--loglevel=error"];
  const child = spawn(command, args, { cwd: root, stdio: ["ignore", "pipe", "pipe"] });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk) => (output += chunk));
  return new Promise((resolve) => {
    child.once("error", (error) => resolve({ code: error.code, output }));
    child.once("close", (code) => resolve({ code, output }));
  });
}

async function install() {
  const { code, output } = await runNpm();
  if (code === "ENOENT") {
    throw new Failure("npm was not found.", "Install npm (it comes with Node) and run the same command again.");
  }
  if (code !== 0) {
    const known = NPM_REMEDIES.find(([pattern]) => pattern.test(output));
    const remedy = known?.[1] ?? "Read npm's own words above, repair that, and run the same command again.";
    throw new Failure(`\`npm ci\` failed:\n${npmWords(output.trim())}`, remedy);
  }
  if (!existsSync(pinnedNode)) {
    const remedy = "Run `npm ci` without --ignore-scripts: the pinned Node comes as a package with an install script.";
    throw new Failure("The pinned Node is not where npm should have put it.", remedy);
  }
}

/** Runs `npm ci`, as one `step` that a person can watch, when packages are absent or older than the lockfile. */
export async function ensureInstalled(step) {
  checkNode();
  if (!isInstalled()) await step("Installing packages (once, a minute or two)", install);
}

/** The pinned tools before the machine's, and compiled code kept between starts: it halves the time until a process works. */
export function toolEnvironment(extra = {}) {
  const bin = path.join(root, "node_modules/.bin");
  const NODE_COMPILE_CACHE = path.join(root, ".cache/compiled");
  return { NODE_COMPILE_CACHE, ...process.env, PATH: `${bin}${path.delimiter}${process.env.PATH ?? ""}`, ...extra };
}

/** The variables of `.env`, for what the environment leaves open. */
export function loadDotEnv() {
  const file = path.join(root, ".env");
  if (existsSync(file)) process.loadEnvFile(file);
}

/**
 * Runs a file on the pinned Node in this process's place: same arguments, same terminal, same exit. Signals are passed on;
 * a terminal sends them to the whole group as well, so the other side must take two in a row for one.
 */
export function runOnPinnedNode(nodeArguments, extra = {}) {
  const stdio = ["inherit", "inherit", "inherit", "ipc"];
  const child = spawn(pinnedNode, nodeArguments, { cwd: root, stdio, env: toolEnvironment(extra) });
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => child.kill(signal));
  child.on("error", giveUp);
  child.on("exit", (code, signal) => process.exit(code ?? (signal === "SIGINT" ? 130 : 1)));
}
