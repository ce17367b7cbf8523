import { expect, test } from "vitest";
import { readSettings } from "./settings.mjs";

const read = (env: Record<string, string>, flags: object = {}) =>
  readSettings({
    env,
    flags: { demo: true, dev: false, ...flags },
    root: "/checkout",
    workingDirectory: "/checkout/sub",
  });

test("the defaults: the demo on loopback, its data in the checkout, a Postgres of its own", () => {
  expect(read({})).toEqual({
    root: "/checkout",
    role: "all",
    dataDir: "/checkout/.data",
    host: "127.0.0.1",
    port: 3000,
    localUrl: "http://127.0.0.1:3000",
    publicUrl: "http://127.0.0.1:3000",
    demo: true,
    dev: false,
    databaseUrl: null,
  });
});

test("PORT, DATA_DIR, PUBLIC_URL and DATABASE_URL move it", () => {
  const url = "postgresql://u:p@db.example:5433/monitoring";
  const env = { PORT: "8080", DATA_DIR: "../elsewhere", PUBLIC_URL: "https://m.example", DATABASE_URL: url };
  expect(read(env)).toMatchObject({
    dataDir: "/checkout/elsewhere",
    port: 8080,
    localUrl: "http://127.0.0.1:8080",
    publicUrl: "https://m.example",
    databaseUrl: url,
  });
});

test("real use may listen on every address, and is still reached locally; the demo may not", () => {
  expect(read({ HOST: "0.0.0.0" }, { demo: false })).toMatchObject({
    host: "0.0.0.0",
    localUrl: "http://127.0.0.1:3000",
  });
  expect(() => read({ HOST: "0.0.0.0" })).toThrow(/loopback only/);
});

test.each(["0", "65536", "80x", "-1", "1.5"])("PORT=%s is refused", (port) => {
  expect(() => read({ PORT: port })).toThrow(`PORT=${port} is not a port`);
});

test.each(["mysql://u@h/d", "localhost:5432", "postgresql://u@h", "postgresql://u@h/"])(
  "DATABASE_URL=%s is refused without being repeated",
  (url) => {
    expect(() => read({ DATABASE_URL: url })).toThrow(/^DATABASE_URL is not usable: .*\.$/);
  },
);

test("one part of the product runs on the database of the others, never as the demo", () => {
  const DATABASE_URL = "postgresql://u@h/d";
  for (const ROLE of ["web", "worker", "ingest"]) {
    expect(read({ ROLE, DATABASE_URL }, { demo: false })).toMatchObject({ role: ROLE });
    expect(() => read({ ROLE }, { demo: false })).toThrow(/set DATABASE_URL/);
    expect(() => read({ ROLE, DATABASE_URL })).toThrow(/add --no-demo/);
  }
  expect(() => read({ ROLE: "pages" })).toThrow("ROLE=pages is none of all, web, worker, ingest.");
});
