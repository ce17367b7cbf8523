/** Where Recharts draws inside a chart's box; the layer above it must lie exactly there. */
export const PLOT = { topPx: 14, rightPx: 12, bottomPx: 24, leftPx: 62 } as const;
