/** What a region's settings are used for. */
export const REGION_USES = {
  place: "Puts the region on the map.",
  time_zone: "Shows the region’s local time.",
  price_per_server_hour:
    "Gives cost figures: servers × price. Unset: the business settings’ price for every region, where there is one.",
  revenue_per_minute:
    "Gives revenue at risk where no revenue metric comes. Unset: a share, by traffic, of what the world earns by the business settings, where that is set.",
} as const;

/** What a service's settings are used for. */
export const SERVICE_USES = {
  owner: "Says who is asked, wherever the service is in trouble.",
  contact: "Whom to call when it fails: a name, an address or a link.",
  tier: "1 is the most important.",
  reach: "The share of sessions that touch it: gives users affected. Every session unless set.",
  dependencies: "Draws the dependency map, and tells causes from consequences.",
} as const;
