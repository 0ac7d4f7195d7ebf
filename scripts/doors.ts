/** `npm run doors`: writes docs/doors.md from the tree. Fails, and names them, while cells are empty or notes outgrown. */
import { writeFileSync } from "node:fs";
import path from "node:path";
import { root } from "./bootstrap/machine.mjs";
import { renderDoors } from "./lib/doors/render";

const { text, faults } = renderDoors();
writeFileSync(path.join(root, "docs/doors.md"), text);
for (const fault of faults) console.error(fault);
process.exitCode = faults.length === 0 ? 0 : 1;
