import type { ReliabilityPoint } from "@/lib/pipeline/present/reliability-diagram";

const SIZE = { width: 360, height: 260 };
const PLOT = { left: 62, right: 22, top: 14, bottom: 46 };
const TICKS = [0, 0.25, 0.5, 0.75, 1];
const PER_CENT = 100;
const HALF = 2;
/** The largest dot, at the origin, covers no label. */
const LABEL_GAP = 14;

const x = (share: number) => PLOT.left + share * (SIZE.width - PLOT.left - PLOT.right);
const y = (share: number) => SIZE.height - PLOT.bottom - share * (SIZE.height - PLOT.top - PLOT.bottom);

interface ReliabilityPictureProps {
  readonly points: readonly ReliabilityPoint[];
  /** What it says, in words; the table beside it has its numbers. */
  readonly summary: string;
}

/** Dots, as large as there are cases; on the diagonal what was said is what came true. */
export function ReliabilityPicture({ points, summary }: ReliabilityPictureProps) {
  return (
    <svg
      viewBox={`0 0 ${SIZE.width} ${SIZE.height}`}
      className="h-auto w-full max-w-[360px] text-[11px]"
      role="img"
      aria-label={`Said against came true. ${summary}`}
    >
      {TICKS.map((tick) => (
        <g key={tick} fill="var(--ink-3)">
          <line x1={x(0)} x2={x(1)} y1={y(tick)} y2={y(tick)} stroke="var(--line)" />
          <text x={PLOT.left - LABEL_GAP} y={y(tick) + 4} textAnchor="end">
            {tick * PER_CENT} %
          </text>
          <text x={x(tick)} y={y(0) + LABEL_GAP + 8} textAnchor="middle">
            {tick * PER_CENT} %
          </text>
        </g>
      ))}
      <text x={x(1 / HALF)} y={SIZE.height - 4} textAnchor="middle" fill="var(--ink-2)">
        Said
      </text>
      <text transform={`translate(10 ${y(1 / HALF)}) rotate(-90)`} textAnchor="middle" fill="var(--ink-2)">
        Came true
      </text>
      <line x1={x(0)} y1={y(0)} x2={x(1)} y2={y(1)} stroke="var(--ink-3)" strokeDasharray="3 4" />
      <polyline
        points={points.map(({ said, came }) => `${x(said)},${y(came)}`).join(" ")}
        fill="none"
        stroke="var(--pred)"
        strokeWidth="1"
        opacity="0.5"
      />
      {points.map(({ key, said, came, few, radiusPx }) => (
        <circle
          key={key}
          cx={x(said)}
          cy={y(came)}
          r={radiusPx}
          fill={few ? "var(--card)" : "var(--pred)"}
          stroke="var(--pred)"
          strokeWidth="1.5"
        />
      ))}
    </svg>
  );
}
