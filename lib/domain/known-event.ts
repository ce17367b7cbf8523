/** Something that is known to change the traffic: a sale, a launch, a holiday. */
export interface KnownEventSettings {
  readonly name: string;
  readonly fromMs: number;
  readonly toMs: number;
  /** Codes of regions; none: everywhere. */
  readonly regions: readonly string[];
  /** Of the traffic that would come without it: 0.3 is 30 % more. */
  readonly trafficChangeRatio: number;
}

export interface KnownEvent extends KnownEventSettings {
  readonly id: string;
  /** Counts changes. */
  readonly version: number;
}
