import { mkdirSync, symlinkSync } from "node:fs";
import path from "node:path";
import { approveDevice } from "@/features/devices/server";
import type { Actor } from "@/server/access";
import { newActor, newOrg, type TestOrg } from "@/test/factories";
import { type Answer, type AskOptions, askClaude, claudeProgram } from "./claude-code";
import { type Run, Sandbox } from "./sandbox";
import type { Steward } from "./steward";

/** A person with a machine on which the real Claude Code is installed. */
export class Employee {
  readonly org: TestOrg;
  readonly owner: Actor;
  readonly actor: Actor;

  private constructor(
    people: { org: TestOrg; owner: Actor; actor: Actor },
    readonly machine: Sandbox,
    private readonly steward: Steward,
  ) {
    this.org = people.org;
    this.owner = people.owner;
    this.actor = people.actor;
  }

  /** Someone new in a company of his or her own, with a machine; not signed in yet. */
  static async hire(steward: Steward, options: { isEtcWritable?: boolean } = {}): Promise<Employee> {
    const org = await newOrg({ name: "Acme Robotics" });
    const [owner, actor] = [await newActor(org, "owner"), await newActor(org, "developer", { name: "Robin Doe" })];
    const machine = new Sandbox(options);
    const programs = path.join(machine.home, ".local/bin");
    mkdirSync(programs, { recursive: true });
    symlinkSync(await claudeProgram(), path.join(programs, "claude"));
    await machine.expose(steward.port);
    return new Employee({ org, owner, actor }, machine, steward);
  }

  /** `hire`, and then `steward login` with its code approved as the web page does it. */
  static async signedIn(steward: Steward, options: { isEtcWritable?: boolean } = {}): Promise<Employee> {
    const employee = await Employee.hire(steward, options);
    const { code, stderr } = await employee.login();
    if (code !== 0) throw new Error(`steward login failed:\n${stderr}`);
    return employee;
  }

  async login(): Promise<Run> {
    let approval: Promise<unknown> | undefined;
    const run = await this.cli(["login", this.steward.url, "--json"], (talk) => {
      const [userCode] = /[A-Z]{4}-[A-Z]{4}(?=\s)/.exec(talk) ?? [];
      if (userCode !== undefined) approval ??= approveDevice(this.actor, { userCode });
    });
    await approval;
    return run;
  }

  cli(args: readonly string[], onTalk?: (stderr: string) => void): Promise<Run> {
    const file = `${process.cwd()}/dist/steward.mjs`;
    return this.machine.run(process.execPath, [file, ...args], onTalk ? { onTalk } : {});
  }

  ask(prompt: string, options: AskOptions = {}): Promise<Answer> {
    return askClaude(this.machine, prompt, options);
  }

  leave(): Promise<void> {
    return this.machine.remove();
  }
}
