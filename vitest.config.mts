import path from "node:path";
import { defineConfig } from "vitest/config";

const alias = { "@": path.resolve(import.meta.dirname ?? process.cwd()) };
const exclude = ["node_modules/**", ".next/**", "dist/**", "e2e/**"];

/** `unit`: no Postgres. `db`: against a real one, see lib/testing/global-setup.ts. */
export default defineConfig({
  resolve: { alias },
  test: {
    maxWorkers: 2, // also where there are just two cores: most of the time a test waits
    projects: [
      {
        resolve: { alias },
        test: {
          name: "unit",
          include: ["{lib,components,app,scripts}/**/*.test.{ts,tsx}"],
          exclude: [...exclude, "**/*.db.test.ts"],
          testTimeout: 20_000,
        },
      },
      {
        resolve: { alias },
        test: {
          name: "db",
          include: ["{lib,app,scripts}/**/*.db.test.ts"],
          exclude,
          globalSetup: ["lib/testing/global-setup.ts"],
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
    ],
  },
});
