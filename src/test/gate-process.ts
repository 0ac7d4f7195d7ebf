import { decide, loadGate, watchGates } from "@/features/policies/server";

/** A second process with a gate of its own: tells its parent the verdict on `Bash` whenever that changes. */
const [orgId = "", employeeId = ""] = process.argv.slice(2);
const stop = watchGates();
let told: string | undefined;

const timer = setInterval(() => {
  void loadGate(orgId, employeeId).then((gate) => {
    const { verdict } = decide(gate, { kind: "tool", tool: "Bash", input: {}, client: "claude-code" });
    if (verdict !== told) process.send?.(verdict);
    told = verdict;
  });
}, 25);

process.on("disconnect", () => {
  clearInterval(timer);
  void stop().finally(() => process.exit(0));
});
