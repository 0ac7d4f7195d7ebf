import { mkdirSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { readPostmaster } from "../../scripts/lib/postgres-postmaster";
import { answers, leave, newPlace, type Place, processesOf, ready, type Run, start, statusOf, until } from "./steward";

const onLinux = process.platform === "linux";

async function pidOf(place: Place, name: string): Promise<number | null> {
  const status = await statusOf(place);
  return status?.processes.find((each) => each.name === name)?.pid ?? null;
}

function postmaster(place: Place): { pid: number; port: number } {
  return readPostmaster(path.join(place.dataDir, "postgres/data")) ?? { pid: 0, port: 0 };
}

async function isWhole(place: Place): Promise<boolean> {
  const status = await statusOf(place);
  return status?.phase === "ready" && status.processes.every((each) => each.state === "ready");
}

describe.runIf(onLinux)("npm start", () => {
  let place: Place;
  let run: Run;

  beforeAll(async () => {
    place = await newPlace();
    run = start(place);
    await ready(run);
  });

  afterAll(() => leave(place));

  test("says last where it is ready, and web and gateway answer there", async () => {
    expect(run.output().trimEnd().split("\n").at(-1)).toBe(`Steward is ready: http://localhost:${String(place.port)}`);
    expect(await answers(`http://127.0.0.1:${String(place.gatewayPort)}/healthz`)).toBe(200);
    expect(await answers(`http://127.0.0.1:${String(place.port)}/login`)).toBe(200);
  });

  test("a second start on the same data says what runs already, and is content", async () => {
    const second = start(place);

    expect(await second.ended).toBe(0);
    expect(second.output()).toContain("Steward is running already");
    expect(second.output()).toContain(`Steward is ready: http://localhost:${String(place.port)}`);
  });

  test("a start on other data names the port that is taken and the variable that moves it", async () => {
    const other = await newPlace();
    const second = start(other, { PORT: String(place.port) });

    expect(await second.ended).toBe(1);
    expect(second.output()).toContain(`Port ${String(place.port)} is taken.`);
    expect(second.output()).toContain("PORT=");
    await leave(other);
  });

  test.each(["web", "gateway", "worker", "resend-emulator", "llm-emulator"])(
    "%s comes back after kill -9",
    async (name) => {
      const before = await until(`${name} to run`, () => pidOf(place, name));

      process.kill(before, "SIGKILL");

      const after = await until(`another ${name}`, async () => {
        const now = await pidOf(place, name);
        return now !== before && (await isWhole(place)) ? now : null;
      });
      expect(after).not.toBe(before);
    },
  );

  test("Postgres outlives its keeper, which comes back and adopts it", async () => {
    const server = postmaster(place);
    const keeper = await until("the keeper", () => pidOf(place, "postgres"));

    process.kill(keeper, "SIGKILL");

    await until("another keeper", async () => (await pidOf(place, "postgres")) !== keeper && (await isWhole(place)));
    expect(postmaster(place)).toEqual(server);
  });

  test("a Postgres that was killed comes back where it was", async () => {
    const server = postmaster(place);

    process.kill(server.pid, "SIGKILL");

    const next = await until("another Postgres", () =>
      [0, server.pid].includes(postmaster(place).pid) ? null : postmaster(place),
    );
    expect(next.port).toBe(server.port);
  });

  test("Ctrl-C ends everything and leaves nothing running", async () => {
    run.child.kill("SIGINT");

    expect(await run.ended).toBe(130);
    expect(run.output()).toContain("Steward has stopped.");
    await until("the last helper to notice", () => processesOf(place).length === 0, 5_000);
  });

  test("after kill -9 of the supervisor all else ends by itself, and the next start works", async () => {
    const victim = start(place);
    await ready(victim);
    const supervisor = await until("the supervisor", async () => (await statusOf(place))?.pid);

    process.kill(supervisor, "SIGKILL");

    await until("everything to end", () => processesOf(place).length === 0, 25_000);
    const next = start(place);
    await ready(next);
    next.child.kill("SIGINT");
    await next.ended;
    await until("the last helper to notice", () => processesOf(place).length === 0, 5_000);
  });

  test("a start right after kill -9 of the supervisor waits for the old ports and takes over", async () => {
    const victim = start(place);
    await ready(victim);
    const supervisor = await until("the supervisor", async () => (await statusOf(place))?.pid);

    process.kill(supervisor, "SIGKILL");
    const next = start(place);
    await ready(next);

    expect(await until("all of it", () => isWhole(place))).toBe(true);
    next.child.kill("SIGINT");
    await next.ended;
    await until("everything to end", () => processesOf(place).length === 0, 25_000);
  });
});

describe("npm start refuses, and says what to do", () => {
  let place: Place;

  beforeAll(async () => {
    place = await newPlace();
  });

  afterAll(() => leave(place));

  async function refusal(extra: Record<string, string>): Promise<string> {
    const run = start(place, extra);
    expect(await run.ended).toBe(1);
    return run.output();
  }

  test("when others could reach an installation without keys", async () => {
    const said = await refusal({ STEWARD_BIND: "0.0.0.0" });

    for (const name of ["STEWARD_SECRET", "RESEND_API_KEY", "MAIL_FROM", "STEWARD_URL"]) expect(said).toContain(name);
  });

  test("when the database is not its own and there are no keys", async () => {
    const said = await refusal({ DATABASE_URL: "postgresql://steward:x@127.0.0.1:1/steward" });

    expect(said).toContain("STEWARD_SECRET");
  });

  test("when the given database cannot be reached", async () => {
    const keys = { STEWARD_SECRET: "s".repeat(43), RESEND_API_KEY: "re_1", MAIL_FROM: "Steward <s@example.com>" };
    const said = await refusal({ DATABASE_URL: "postgresql://steward:x@127.0.0.1:1/steward", ...keys });

    expect(said).toContain("The database cannot be reached");
    expect(said).toContain("DATABASE_URL");
  });

  test("when a variable is not usable", async () => {
    const said = await refusal({ STEWARD_GATEWAY_URL: "gateway" });

    expect(said).toContain("STEWARD_GATEWAY_URL");
    expect(said).toContain(".env.example");
  });

  test("when the data folder cannot be made", async () => {
    const file = path.join(place.dataDir, "a-file");
    writeFileSync(file, "");
    const said = await refusal({ STEWARD_DATA_DIR: path.join(file, "data") });

    expect(said).toContain("cannot write to its data folder");
    expect(said).toContain("STEWARD_DATA_DIR");
  });

  test("when web and gateway are given one port", async () => {
    const said = await refusal({ STEWARD_GATEWAY_PORT: String(place.port) });

    expect(said).toContain("PORT and STEWARD_GATEWAY_PORT");
  });

  test("when the data folder was written by another Postgres", async () => {
    const old = path.join(place.dataDir, "postgres/data");
    mkdirSync(old, { recursive: true });
    writeFileSync(path.join(old, "PG_VERSION"), "15\n");
    const cluster = { port: 1, superPassword: "x", ownerPassword: "x", dataDir: old };
    writeFileSync(path.join(place.dataDir, "postgres/cluster.json"), JSON.stringify(cluster));
    const said = await refusal({});

    expect(said).toContain("was written by Postgres 15");
    expect(said).toContain("DATABASE_URL");
  });

  test("when somebody else listens on the gateway's port", async () => {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(place.gatewayPort, "127.0.0.1", resolve));
    const said = await refusal({});
    server.close();

    expect(said).toContain(`Port ${String(place.gatewayPort)} is taken.`);
    expect(said).toContain("STEWARD_GATEWAY_PORT=");
  });
});
