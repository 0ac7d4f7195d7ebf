import path from "node:path";
import { Failure } from "../bootstrap/machine.mjs";
import { step } from "../bootstrap/progress.mjs";
import { type BuildName, ensureBuilt, watchBundles } from "./builds";
import { Child, type ChildSpec } from "./children";
import type { Claim, Status } from "./control";
import {
  checkDatabase,
  discardUnfinishedDemo,
  postgresProcess,
  prepareDatabase,
  stopOrphanedPostgres,
} from "./database";
import { standInsFor } from "./emulated";
import { formerSecret, generatedSecret, type Installation, type Variables } from "./installation";
import { checkPort } from "./preflight";
import { type Mode, productProcesses } from "./processes";

/** A former Steward's processes notice within this time that their supervisor is gone, and let go of their ports. */
const LEFT_BEHIND_MS = 12_000;

/**
 * Prepares what is missing, starts the processes of a role and keeps them running. Everything it starts is on a leash: when
 * this process is gone, however it went, they end by themselves.
 */
export class Supervisor {
  private readonly children: Child[] = [];
  private readonly stops: (() => Promise<void>)[] = [];
  private phase: Status["phase"] = "starting";
  private stopping: Promise<void> | null = null;

  constructor(
    private readonly installation: Installation,
    private readonly mode: Mode,
    private readonly claimed: Claim,
  ) {
    claimed.publish(() => this.status());
  }

  status(): Status {
    const { stewardUrl, stewardGatewayUrl } = this.installation.env;
    const processes = this.children.map((child) => child.describe());
    return { pid: process.pid, phase: this.phase, url: stewardUrl, gatewayUrl: stewardGatewayUrl, processes };
  }

  async start(): Promise<void> {
    await this.checkPorts();
    const given = this.installation.env.databaseDirectUrl ?? this.installation.env.databaseUrl;
    if (given !== undefined) await checkDatabase(given);
    await ensureBuilt(this.builds(), step);
    const variables = await this.connect();
    const { env, plan } = this.installation;
    if (env.stewardRole === "all" || env.stewardRole === "migrate") await prepareDatabase(this.installation, variables);
    if (env.stewardRole === "migrate") return;

    const standIns = await standInsFor(plan, variables);
    const product = productProcesses(this.installation, { ...variables, ...standIns.variables }, this.mode);
    const specs = [...standIns.specs, ...product];
    const names = specs.map((spec) => spec.name).join(", ");
    await step(`Starting ${names}`, () => Promise.all(specs.map((spec) => this.keep(spec))));
    if (this.mode === "development") this.stops.push(await watchBundles((name) => this.restart(name)));
    if (!this.stopping) this.phase = "ready";
  }

  /** Stops the product first, so that what it still writes finds the stand-ins and the database running. */
  stop(): Promise<void> {
    this.stopping ??= this.stopAll();
    return this.stopping;
  }

  /** For the impatient second Ctrl-C. What is on the leash ends by itself; Postgres is stopped by its keeper. */
  abandon(): void {
    for (const child of this.children) if (child.name !== "postgres") child.kill();
    this.claimed.release();
  }

  private async stopAll(): Promise<void> {
    this.phase = "stopping";
    await Promise.all(this.stops.map((stop) => stop()));
    const isFoundation = (child: Child) => child.name === "postgres" || child.name.endsWith("-emulator");
    await Promise.all(this.children.filter((child) => !isFoundation(child)).map((child) => child.stop()));
    await Promise.all(this.children.filter(isFoundation).map((child) => child.stop()));
    if (this.children.some((child) => child.name === "postgres")) await stopOrphanedPostgres(this.installation.dataDir);
    this.claimed.release();
  }

  private async checkPorts(): Promise<void> {
    const { env } = this.installation;
    const patienceMs = this.claimed.wasLeftBehind ? LEFT_BEHIND_MS : 0;
    const listeners = [
      { role: "web", port: env.port, variable: "PORT" },
      { role: "gateway", port: env.stewardGatewayPort, variable: "STEWARD_GATEWAY_PORT" },
    ];
    if (env.stewardRole === "all" && env.port === env.stewardGatewayPort) {
      throw new Failure(`PORT and STEWARD_GATEWAY_PORT are both ${env.port}.`, "Give web and gateway different ports.");
    }
    for (const { role, port, variable } of listeners) {
      if (env.stewardRole !== "all" && env.stewardRole !== role) continue;
      await checkPort({ host: env.stewardBind, port, variable, patienceMs });
    }
  }

  private builds(): BuildName[] {
    const role = this.installation.env.stewardRole;
    const { anthropic, resend } = this.installation.plan.emulators;
    return [
      "generate",
      "bundles",
      ...(anthropic || resend ? (["emulators"] as const) : []),
      ...(this.mode === "production" && (role === "all" || role === "web") ? (["web"] as const) : []),
    ];
  }

  /** The database's address and the secret, as every process of this installation gets them. */
  private async connect(): Promise<Variables> {
    const { variables, env, plan, dataDir } = this.installation;
    const secret = plan.generatedSecret ? generatedSecret(dataDir) : env.stewardSecret;
    const previous = plan.generatedSecret ? formerSecret(dataDir) : env.stewardSecretPrevious;
    const isEmbedded = env.databaseUrl === undefined;
    if (isEmbedded) await discardUnfinishedDemo(dataDir);
    const url = isEmbedded
      ? await step("Starting Postgres", () => this.keep(postgresProcess(dataDir)))
      : env.databaseUrl;
    return {
      ...variables,
      DATABASE_URL: url,
      STEWARD_SECRET: secret,
      STEWARD_SECRET_PREVIOUS: previous,
      STEWARD_EMBEDDED: isEmbedded ? "1" : "0",
    };
  }

  private keep(spec: ChildSpec): Promise<string> {
    const child = new Child(spec, path.join(this.installation.dataDir, "logs"));
    this.children.push(child);
    return child.start();
  }

  private restart(name: string): void {
    this.children.find((child) => child.name === name)?.restart();
  }
}
