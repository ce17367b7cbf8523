import { expect, test } from "vitest";
import { regionBodySchema } from "@/lib/contracts/region";
import { serviceBodySchema } from "@/lib/contracts/service";
import { presentRegion } from "@/lib/pipeline/present/rest/present-region";
import { presentService } from "@/lib/pipeline/present/rest/present-service";
import { DEPENDENCIES } from "@/lib/simulate/dependencies";
import { SIMULATED_REGIONS, SIMULATED_SERVICES } from "@/lib/simulate/world";
import { DEMO_CATALOGUE } from "./demo-catalogue";

const { regions, services } = DEMO_CATALOGUE;
/** Nobody's summer time in either half of the world but ours. */
const WINTER = new Date(Date.UTC(2026, 0, 15, 12));
const HOURS_OF_ZONE = { timeZone: "UTC", hourCycle: "h23", hour: "numeric", day: "numeric" } as const;

function utcOffsetHours(timeZone: string): number {
  const format = new Intl.DateTimeFormat("en", { ...HOURS_OF_ZONE, timeZone });
  const part = (type: string) =>
    Number(format.formatToParts(WINTER).find((each) => each.type === type)?.value);
  return (part("day") - WINTER.getUTCDate()) * 24 + part("hour") - WINTER.getUTCHours();
}

test("its regions are the simulated world's, each with the clock that its people keep there", () => {
  expect(regions.map(({ code }) => code)).toEqual(SIMULATED_REGIONS.map(({ name }) => name));
  expect(regions.map(({ timeZone }) => utcOffsetHours(timeZone!))).toEqual(
    SIMULATED_REGIONS.map((region) => region.utcOffsetHours),
  );
});

test("its services are the simulated world's, and each calls whom it calls there", () => {
  expect(services.map(({ name }) => name)).toEqual(SIMULATED_SERVICES.map(({ name }) => name));
  services.forEach(({ dependencies }, index) => {
    const called = DEPENDENCIES[index].map((callee) => SIMULATED_SERVICES[callee.index].name);
    expect([...dependencies].sort()).toEqual(called.sort());
  });
});

test("it holds what an admin could have entered, and no revenue: the fleet sends that", () => {
  for (const region of regions) {
    const { code, etag, ...body } = presentRegion({ ...region, version: 1 }, "tag");
    expect(regionBodySchema.parse(body), code + etag).toEqual({ ...body, revenue_per_minute: null });
  }
  for (const service of services) {
    const { name, etag, ...body } = presentService({ ...service, version: 1 }, "tag");
    expect(serviceBodySchema.parse(body), name + etag).toEqual(body);
  }
});
