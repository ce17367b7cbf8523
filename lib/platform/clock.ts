/** The only source of the present. Pure code takes `nowMs` instead. */
export interface Clock {
  /** Unix time in ms. */
  nowMs(): number;
}

export const systemClock: Clock = { nowMs: () => Date.now() };
