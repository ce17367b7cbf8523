import { describe, expect, test } from "vitest";
import type { RegionContract } from "@/lib/contracts/region";
import type { ServiceContract } from "@/lib/contracts/service";
import { problemSentence, refusedFields } from "./draft-body";
import { bodyOfRegion, bodyOfRegionDraft, draftOfRegion, withLatitude } from "./region-draft";
import { bodyOfService, bodyOfServiceDraft, draftOfService, withAdded } from "./service-draft";

const REGION: RegionContract = {
  ...{ code: "eu-west-1", name: "Dublin", latitude: 53.35, longitude: -6.26, time_zone: "Europe/Dublin" },
  ...{ price_per_server_hour: 0.214, revenue_per_minute: null, etag: 'W/"v3"' },
};
const SERVICE: ServiceContract = {
  ...{ name: "checkout", owner: "Commerce", contact: null, tier: 1, dependencies: ["auth"], reach: 0.07 },
  etag: 'W/"v3"',
};

describe("a region's form", () => {
  test("says what the region is, as long as nobody types", () => {
    expect(bodyOfRegionDraft(draftOfRegion(REGION))).toEqual({ body: bodyOfRegion(REGION), problems: null });
  });

  test("an empty field is not configured, and a zero is one", () => {
    const draft = { ...draftOfRegion(REGION), latitude: " ", longitude: "", time_zone: "", name: "" };
    expect(bodyOfRegionDraft({ ...draft, price_per_server_hour: "0" }).body).toEqual({
      ...{ name: null, latitude: null, longitude: null, time_zone: null },
      ...{ price_per_server_hour: 0, revenue_per_minute: null },
    });
  });

  test.each([
    [{ latitude: "north" }, { latitude: "must be a number from −90 to 90" }],
    [{ latitude: "" }, { latitude: "is needed with a longitude" }],
    [{ price_per_server_hour: "0,2" }, { price_per_server_hour: "must be a number of at least 0" }],
    [
      { revenue_per_minute: "-1", time_zone: "Europe" },
      {
        revenue_per_minute: "must be a number of at least 0",
        time_zone: expect.stringContaining("no time zone"),
      },
    ],
  ])("%j is told at each field", (typed, problems) => {
    expect(bodyOfRegionDraft({ ...draftOfRegion(REGION), ...typed })).toEqual({ body: null, problems });
  });

  test.each([
    ["1.35, 103.82", { latitude: "1.35", longitude: "103.82" }],
    [" -33.9;18.4 ", { latitude: "-33.9", longitude: "18.4" }],
    ["1.35,", { latitude: "1.35,", longitude: "-6.26" }],
    ["1", { latitude: "1", longitude: "-6.26" }],
  ])("a place is pasted whole: %j", (text, place) => {
    expect(withLatitude(draftOfRegion(REGION), text)).toEqual({ ...draftOfRegion(REGION), ...place });
  });
});

describe("a service's form", () => {
  test("says what the service is, as long as nobody types", () => {
    expect(bodyOfServiceDraft(draftOfService(SERVICE))).toEqual({
      body: bodyOfService(SERVICE),
      problems: null,
    });
  });

  test.each([
    ["7", 0.07],
    ["12.5", 0.125],
    ["0.1", 0.001],
    ["0", 0],
    ["100", 1],
    ["", 1],
  ])("a reach of %j per cent is %d", (reach, ratio) => {
    expect(bodyOfServiceDraft({ ...draftOfService(SERVICE), reach }).body?.reach).toBe(ratio);
    if (reach !== "") expect(draftOfService({ ...SERVICE, reach: ratio }).reach).toBe(reach);
  });

  test("a dependency that was typed and not added is saved too, once", () => {
    const typed = (adding: string) => ({ ...draftOfService(SERVICE), adding });
    expect(bodyOfServiceDraft(typed(" search ")).body?.dependencies).toEqual(["auth", "search"]);
    expect(bodyOfServiceDraft(typed("auth")).body?.dependencies).toEqual(["auth"]);
    expect(withAdded(typed("search"))).toMatchObject({ adding: "", dependencies: ["auth", "search"] });
    expect(withAdded(typed("  "))).toMatchObject({ adding: "", dependencies: ["auth"] });
  });

  test.each([
    [{ reach: "101" }, { reach: "must be a number from 0 to 100" }],
    [{ reach: "few" }, { reach: "must be a number from 0 to 100" }],
    [{ owner: "x".repeat(201) }, { owner: "is longer than 200 characters" }],
    [{ dependencies: ["auth", "auth"] }, { dependencies: "names auth a second time" }],
  ])("%j is told at the field", (typed, problems) => {
    expect(bodyOfServiceDraft({ ...draftOfService(SERVICE), ...typed })).toEqual({ body: null, problems });
  });
});

test("a refusal is told at its fields: a list's element at the list, the first of several", () => {
  const errors = [
    { pointer: "/dependencies/1", message: "first" },
    { pointer: "/dependencies/2", message: "second" },
    { pointer: "/owner", message: "third" },
  ];
  expect(refusedFields(errors)).toEqual({ dependencies: "first", owner: "third" });
});

test.each([
  ["is longer than 200 characters", "It is longer than 200 characters."],
  ["must be a number from 0 to 100", "It must be a number from 0 to 100."],
  ['no service "x" was ever seen', 'No service "x" was ever seen.'],
  ['"x" is the service itself', '"x" is the service itself.'],
])("%j is told as a sentence", (problem, sentence) => {
  expect(problemSentence(problem)).toBe(sentence);
});
