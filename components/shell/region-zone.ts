/** A region's own clock. */
export interface RegionZone {
  readonly label: string;
  /** IANA name. */
  readonly timeZone: string;
}
