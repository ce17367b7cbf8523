import { describe, expect, test } from "vitest";
import { regionBodySchema } from "./region";

const issues = (body: unknown) =>
  regionBodySchema.safeParse(body).error?.issues.map(({ path, message }) => [path.join("."), message]) ?? [];

describe("a region", () => {
  test("of which nothing is said has nothing set", () => {
    expect(regionBodySchema.parse({})).toEqual({
      ...{ name: null, latitude: null, longitude: null, time_zone: null },
      ...{ price_per_server_hour: null, revenue_per_minute: null },
    });
  });

  test("may lie at the ends of the world, cost and earn nothing", () => {
    const body = {
      ...{ name: " Pole ", latitude: -90, longitude: 180, time_zone: " Antarctica/Troll" },
      ...{ price_per_server_hour: 0, revenue_per_minute: 0 },
    };
    expect(regionBodySchema.parse(body)).toEqual({ ...body, name: "Pole", time_zone: "Antarctica/Troll" });
  });

  test.each([
    [{ latitude: 90.001, longitude: 0 }, "latitude", "must be a number from −90 to 90"],
    [{ latitude: "53", longitude: 0 }, "latitude", "must be a number from −90 to 90"],
    [{ latitude: 0, longitude: -180.1 }, "longitude", "must be a number from −180 to 180"],
    [{ latitude: 0 }, "longitude", "is needed with a latitude"],
    [{ longitude: 0 }, "latitude", "is needed with a longitude"],
    [{ time_zone: "Mars/Olympus" }, "time_zone", expect.stringContaining("Europe/Dublin")],
    [{ time_zone: "" }, "time_zone", expect.stringContaining("no time zone")],
    [{ price_per_server_hour: -1 }, "price_per_server_hour", "must be a number of at least 0"],
    [{ revenue_per_minute: Infinity }, "revenue_per_minute", "must be a number of at least 0"],
    [{ revenue_per_minute: 1e13 }, "revenue_per_minute", expect.stringContaining("more than")],
    [{ name: "a\u0000b" }, "name", expect.stringContaining("control character")],
  ])("%j is refused at its field, in words", (body, field, message) => {
    expect(issues(body)).toEqual([[field, message]]);
  });
});
