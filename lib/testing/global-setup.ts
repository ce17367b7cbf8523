import { randomBytes } from "node:crypto";
import path from "node:path";
import pg from "pg";
import type { TestProject } from "vitest/node";
import { migrateDatabase } from "@/lib/db/migrate";

/**
 * Prepares the Postgres that database tests use: the server named by HM_TEST_POSTGRES (scripts/test.mjs starts one and
 * sets it). A template database is migrated once; each test file copies it.
 */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const postgresUrl = process.env.HM_TEST_POSTGRES;
  if (!postgresUrl)
    throw new Error("Database tests need HM_TEST_POSTGRES; `npm test` starts a Postgres and sets it.");
  const templateDatabase = `template_${randomBytes(6).toString("hex")}`;
  const admin = new pg.Client({ connectionString: postgresUrl });
  await admin.connect();
  await admin.query(`create database ${templateDatabase}`);
  const url = new URL(postgresUrl);
  url.pathname = `/${templateDatabase}`;
  await migrateDatabase(url.href, path.resolve("prisma/migrations"));
  project.provide("postgresUrl", postgresUrl);
  project.provide("templateDatabase", templateDatabase);
  return async () => {
    await admin.query(`drop database if exists ${templateDatabase} with (force)`);
    await admin.end();
  };
}
