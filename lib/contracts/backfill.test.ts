import { describe, expect, test } from "vitest";
import { startBackfillBodySchema } from "./backfill";
import { sourceBodySchema } from "./source";

const engine = { kind: "engine", url: "http://a.example/prometheus", from: "2026-01-01T00:00:00Z" };
const source = { name: "s", url: "http://a.example" };
const issuesOf = (body: object) =>
  startBackfillBodySchema.safeParse({ ...engine, ...body }).error?.issues.map(({ message }) => message);

describe("an engine's address", () => {
  test.each(["http://a.example", "https://a.example:9090/mimir/prometheus/"])("%s is taken", (url) => {
    expect(issuesOf({ url })).toBeUndefined();
  });

  test.each([
    ["http://a.example/?token=secret", "holds a query or a fragment: use a header"],
    ["http://a.example?", "holds a query or a fragment: use a header"],
    ["http://a.example/#part", "holds a query or a fragment: use a header"],
    ["http://name:secret@a.example/", "holds a credential: use a header"],
  ])("%s is refused", (url, message) => {
    expect(issuesOf({ url })).toEqual([message]);
  });
});

describe("a header", () => {
  test.each([
    ...["Content-Length", "transfer-encoding", "Host", "CONNECTION", "Upgrade", "TE", "Trailer", "Expect"],
    ...["Keep-Alive", "Proxy-Authorization", "Content-Type", "Accept-Encoding", "bad name", "a:"],
  ])("%s is refused for imports as for sources", (name) => {
    const headers = { [name]: "1" };
    expect(startBackfillBodySchema.safeParse({ ...engine, headers }).success).toBe(false);
    expect(sourceBodySchema.safeParse({ ...source, headers }).success).toBe(false);
  });

  test.each([
    ["Authorization", "Bearer x"],
    ["X-Scope-OrgID", "tenant-1"],
    ["X-Long", "x".repeat(8_000)],
  ])("%s is taken", (name, value) => {
    const headers = { [name]: value };
    expect(startBackfillBodySchema.safeParse({ ...engine, headers }).success).toBe(true);
    expect(sourceBodySchema.safeParse({ ...source, headers }).success).toBe(true);
  });

  test.each(["a\nb", "a\u0000", "€"])("with the value %j is refused", (value) => {
    const headers = { "X-A": value };
    expect(startBackfillBodySchema.safeParse({ ...engine, headers }).success).toBe(false);
    expect(sourceBodySchema.safeParse({ ...source, headers }).success).toBe(false);
  });
});
