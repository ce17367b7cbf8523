import { describe, expect, test } from "vitest";
import { serviceBodySchema } from "./service";

const issues = (body: unknown) =>
  serviceBodySchema.safeParse(body).error?.issues.map(({ path, message }) => [path.join("."), message]) ?? [];

describe("a service", () => {
  test("of which nothing is said is touched by every session and calls nobody", () => {
    const unset = { owner: null, contact: null, tier: null, dependencies: [], reach: 1 };
    expect(serviceBodySchema.parse({})).toEqual(unset);
  });

  test.each([
    [{ tier: 0 }, "tier", "must be a whole number from 1 to 4"],
    [{ tier: 5 }, "tier", "must be a whole number from 1 to 4"],
    [{ tier: 2.5 }, "tier", "must be a whole number from 1 to 4"],
    [{ reach: -0.1 }, "reach", "must be a number from 0 to 1"],
    [{ reach: 12 }, "reach", "must be a number from 0 to 1"],
    [{ owner: "  " }, "owner", "is empty"],
    [{ contact: "x".repeat(201) }, "contact", "is longer than 200 characters"],
    [{ dependencies: ["a", "b", "a"] }, "dependencies.2", "names a a second time"],
    [{ dependencies: ["a", ""] }, "dependencies.1", "is empty"],
  ])("%j is refused at its field, in words", (body, field, message) => {
    expect(issues(body)).toEqual([[field, message]]);
  });
});
