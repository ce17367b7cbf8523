/** What the business inputs are used for. */
export const BUSINESS_USES = {
  currency: "Every amount of money is in it. Changing it converts nothing: enter the amounts anew.",
  world_revenue_per_minute:
    "Gives revenue at risk where no revenue is sent. What regions have of their own is taken off first; the rest is split by their traffic.",
  abandonment_factor:
    "Of users whose requests are slow, the share taken to leave: the high end of money at risk.",
  price_per_server_hour: "Of regions without a price of their own: gives cost figures, servers × price.",
  target_utilization: "A server used up to it is in full use: gives cost efficiency.",
} as const;

/** What peers are used for. */
export const PEER_USES = {
  probe: "The worker asks the address once a minute: time to first byte, and whether it answers well.",
  own: "Our own public address, asked the same way from the same place, so that like is compared with like.",
  benchmark: "What others measured, with its source and date.",
} as const;
