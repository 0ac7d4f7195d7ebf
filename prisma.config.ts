import { defineConfig } from "prisma/config";

/** For the official Prisma command line, which works on the same folder. Our own scripts do not read this file. */
export default defineConfig({
  schema: "prisma/schema",
  migrations: { path: "prisma/migrations" },
  datasource: { url: process.env.DATABASE_URL ?? "" },
});
