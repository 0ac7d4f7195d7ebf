import { randomUUID } from "node:crypto";
import pg from "pg";
import { afterAll, inject } from "vitest";
import { TEST_SECRET } from "./database-setup";

/**
 * The setup file of the `db` project: gives this test file a database of its own, a copy of the migrated template, and
 * puts it into the environment before anything reads that.
 */
const { superUrl, ownerUrl, template } = inject("testCluster");
const database = `test_${randomUUID().replaceAll("-", "")}`;

async function asSuperuser(sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: superUrl });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}

await asSuperuser(`create database ${database} template ${template} owner steward_owner strategy file_copy`);

const url = new URL(ownerUrl);
url.pathname = `/${database}`;
process.env.DATABASE_URL = url.toString();
process.env.STEWARD_SECRET = TEST_SECRET;
process.env.STEWARD_EMBEDDED = "1";
process.env.STEWARD_LOG_LEVEL ??= "silent";
for (const name of ["DATABASE_DIRECT_URL", "STEWARD_WEB_DATABASE_URL", "STEWARD_SYSTEM_DATABASE_URL"]) {
  Reflect.deleteProperty(process.env, name);
}

afterAll(async () => {
  await asSuperuser(`drop database if exists ${database} with (force)`);
});
