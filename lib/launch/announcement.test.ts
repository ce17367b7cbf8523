import { expect, test } from "vitest";
import { announcement } from "./announcement";
import type { LaunchSettings } from "./settings";

const settings: LaunchSettings = {
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
};
const ready = {
  settings,
  demoKeys: { ingest: "in", read: "out" },
  adminToken: null,
  pending: [],
  elapsedMs: 4_210,
};

test("the demo's terminal says where, how to sign in, and both keys", () => {
  const text = announcement(ready);
  for (const part of [
    "Ready after 4.2 s: http://127.0.0.1:3000",
    "one click",
    "Ingest key   in",
    "Read key     out",
  ])
    expect(text).toContain(part);
  expect(text).toContain("also in .data/demo-keys.json");
  expect(text).not.toContain("Catching up");
  expect(announcement({ ...ready, pending: ["worker"] })).toContain("Catching up  worker");
});

test("real use: the first admin's one-time address, later the sign-in page; never a key", () => {
  const real = { ...ready, settings: { ...settings, demo: false, dataDir: "/var/lib/m" }, demoKeys: null };
  const first = announcement({ ...real, adminToken: "t/1" });
  expect(first).toContain("http://127.0.0.1:3000/first-admin?token=t%2F1");
  expect(first).toContain("npm run keys -- create --scope ingest");
  expect(first).toContain("/var/lib/m/logs");
  expect(announcement(real)).toContain("http://127.0.0.1:3000/sign-in");
});
