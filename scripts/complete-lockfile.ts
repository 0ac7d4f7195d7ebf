/**
 * Completes package-lock.json after an `npm install`: npm leaves optional packages of other platforms out when they are not
 * installed here or when its registry does not carry them, and then `npm ci` refuses the lockfile everywhere.
 */
import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { root } from "./bootstrap/machine.mjs";
import { completed, type Lockfile, missingOptionals } from "./lib/lockfile";

const file = path.join(root, "package-lock.json");
const lockfile = JSON.parse(readFileSync(file, "utf8")) as Lockfile;
const missing = missingOptionals(lockfile);
writeFileSync(file, `${JSON.stringify(completed(lockfile), null, 2)}\n`);
console.log(`${missing.length} optional packages of other platforms were added`);
