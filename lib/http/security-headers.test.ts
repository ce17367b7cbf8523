import { expect, it } from "vitest";
import { securityHeaders } from "./security-headers";

const base = { nonce: "abc", development: false, https: false };
const csp = (input: typeof base) => securityHeaders(input)["content-security-policy"];

it("lets only scripts with the nonce run", () => {
  const scripts = csp(base)
    .split("; ")
    .find((each) => each.startsWith("script-src"));
  expect(scripts).toBe("script-src 'self' 'nonce-abc' 'strict-dynamic'");
});

it("allows evaluation in development alone", () => {
  expect(csp(base)).not.toContain("unsafe-eval");
  expect(csp({ ...base, development: true })).toContain("'unsafe-eval'");
});

it("forbids frames, plug-ins and a changed base", () => {
  for (const directive of ["frame-ancestors 'none'", "object-src 'none'", "base-uri 'none'"])
    expect(csp(base)).toContain(directive);
});

it("insists on https only where it is served so", () => {
  expect(securityHeaders(base)).not.toHaveProperty("strict-transport-security");
  expect(securityHeaders({ ...base, https: true })).toHaveProperty("strict-transport-security");
});
