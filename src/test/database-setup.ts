import { fork } from "node:child_process";
import path from "node:path";
import type { TestProject } from "vitest/node";

/** A URL of the template database and what it takes to copy it. */
export type TestCluster = { superUrl: string; ownerUrl: string; template: string };

declare module "vitest" {
  export interface ProvidedContext {
    testCluster: TestCluster;
  }
}

/** Fixed, so that what one test seals another can open. */
export const TEST_SECRET = "a-secret-for-tests-that-is-long-enough-0123456789";

let stop: (() => Promise<void>) | undefined;

/**
 * Starts a throwaway Postgres for the run and migrates one template database, which every test file copies.
 *
 * The server belongs to a child process that ends it when this one is gone, even when it was killed.
 */
export async function setup(project: TestProject): Promise<void> {
  const child = fork(path.resolve("src/test/database-server.ts"), [TEST_SECRET], {
    execArgv: ["--import", "tsx"],
    stdio: ["ignore", "inherit", "inherit", "ipc"],
  });
  const cluster = await new Promise<TestCluster>((resolve, reject) => {
    child.once("message", (message) => {
      resolve(message as TestCluster);
    });
    child.once("exit", (code) => {
      reject(new Error(`The test database did not start (code ${String(code)}); its words are above.`));
    });
  });
  project.provide("testCluster", cluster);
  stop = async () => {
    const gone = new Promise((resolve) => child.once("exit", resolve));
    if (child.connected) child.disconnect();
    await gone;
  };
}

/** Ends the server; called by vitest after the last file. */
export async function teardown(): Promise<void> {
  await stop?.();
}
