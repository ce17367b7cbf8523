import type { CatalogDefaults } from "@/lib/catalog/catalog-store";
import type { RegionSettings, ServiceSettings } from "@/lib/domain/catalog";

/** What the demo's admin would have entered: places and zones of the simulated regions, and a price of their clouds' kind. */
const REGIONS: readonly (readonly [
  code: string,
  name: string,
  latitudeDegrees: number,
  longitudeDegrees: number,
  timeZone: string,
  pricePerServerHour: number,
])[] = [
  ["us-east-1", "US East", 38.95, -77.45, "America/New_York", 0.192],
  ["us-west-2", "US West", 45.84, -119.7, "America/Los_Angeles", 0.192],
  ["eu-west-1", "EU West", 53.35, -6.26, "Europe/Dublin", 0.214],
  ["ap-southeast-1", "AP Southeast", 1.35, 103.82, "Asia/Singapore", 0.24],
  ["ap-northeast-1", "AP Northeast", 35.68, 139.69, "Asia/Tokyo", 0.248],
];

/** `reach` is the share of sessions that touch the service; `calls` are those of the simulated world. */
const SERVICES: readonly (readonly [
  name: string,
  owner: string,
  team: string,
  tier: number,
  reach: number,
  calls: string,
])[] = [
  ["edge-gateway", "Edge", "edge", 1, 1, "auth profile feed search media chat checkout"],
  ["auth", "Identity", "identity", 1, 0.35, ""],
  ["profile", "Identity", "identity", 2, 0.6, ""],
  ["feed", "Home feed", "feed", 1, 0.8, "profile media recommendations"],
  ["search", "Discovery", "discovery", 2, 0.35, "catalog recommendations"],
  ["media", "Media delivery", "media", 2, 0.7, ""],
  ["chat", "Messaging", "messaging", 2, 0.45, "profile notifications"],
  ["checkout", "Commerce", "commerce", 1, 0.12, "auth catalog payments"],
  ["payments", "Payments", "payments", 1, 0.1, "auth"],
  ["catalog", "Commerce", "commerce", 2, 0.4, ""],
  ["notifications", "Messaging", "messaging", 3, 0.5, ""],
  ["recommendations", "Discovery", "discovery", 3, 0.65, "catalog profile"],
];

/** Configuration only: no revenue a minute, since the fleet sends a revenue metric. */
export const DEMO_CATALOGUE: CatalogDefaults = {
  regions: REGIONS.map(
    ([code, name, latitudeDegrees, longitudeDegrees, timeZone, pricePerServerHour]) =>
      ({
        code,
        ...{ name, latitudeDegrees, longitudeDegrees, timeZone, pricePerServerHour },
        revenuePerMinute: null,
      }) satisfies RegionSettings & { code: string },
  ),
  services: SERVICES.map(
    ([name, owner, team, tier, reachRatio, calls]) =>
      ({
        name,
        owner,
        contact: `${team}-on-call@example.com`,
        tier,
        reachRatio,
        dependencies: calls === "" ? [] : calls.split(" "),
      }) satisfies ServiceSettings & { name: string },
  ),
};
