/** Why a figure is null, and what somebody can do about it. `field` is the figure's name in the REST contract. */
export interface MissingFigure {
  readonly field: string;
  readonly reason: "not-configured" | "no-data" | "stale" | "insufficient-history";
  readonly remedy: string;
}
