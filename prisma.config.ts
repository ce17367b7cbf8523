import { defineConfig } from "prisma/config";

// `prisma generate` only asks that a schema engine exists; migrations are committed SQL, applied by lib/db/migrate.ts,
// so nothing here ever starts one, and no machine needs to download it.
process.env.PRISMA_SCHEMA_ENGINE_BINARY ??= process.execPath;

export default defineConfig({
  schema: "prisma/schema.prisma",
  migrations: { path: "prisma/migrations" },
  datasource: { url: process.env.DATABASE_URL ?? "postgresql://unused@127.0.0.1:1/unused" },
});
