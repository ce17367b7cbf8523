import type { ReliabilityChartModel, TimeKey } from "@/lib/pipeline/present/reliability-model";

const SIZE = { width: 720, height: 240 };
const PLOT = { left: 62, right: 14, top: 12, bottom: 14 };
const COLOUR: Readonly<Record<TimeKey, string>> = {
  mttd: "var(--pred)",
  mtta: "var(--warn)",
  mttr: "var(--accent)",
};
const DASH: Readonly<Record<TimeKey, string | undefined>> = { mttd: "2 4", mtta: "7 4", mttr: undefined };

const x = (share: number) => PLOT.left + share * (SIZE.width - PLOT.left - PLOT.right);
const y = (share: number) => SIZE.height - PLOT.bottom - share * (SIZE.height - PLOT.top - PLOT.bottom);

interface ReliabilityChartProps {
  readonly model: ReliabilityChartModel;
  /** Of the first and of the last week. */
  readonly from: string;
  readonly to: string;
}

/** Mean times by week; each line has a dash of its own, so that colour is not all that tells them apart. */
export function ReliabilityChart({ model, from, to }: ReliabilityChartProps) {
  const label = `Mean times by week, from the week of ${from} to that of ${to}; the table below has the numbers.`;
  return (
    <figure>
      <svg
        viewBox={`0 0 ${SIZE.width} ${SIZE.height}`}
        className="h-auto w-full text-[11px]"
        role="img"
        aria-label={label}
      >
        {model.ticks.map((tick) => (
          <g key={tick.text} fill="var(--ink-3)">
            <line x1={x(0)} x2={x(1)} y1={y(tick.y)} y2={y(tick.y)} stroke="var(--line)" />
            <text x={PLOT.left - 8} y={y(tick.y) + 4} textAnchor="end">
              {tick.text}
            </text>
          </g>
        ))}
        {model.lines.map(({ key, points }) => (
          <g key={key} stroke={COLOUR[key]} fill={COLOUR[key]} data-line={key}>
            <polyline
              points={points.map((point) => `${x(point.x)},${y(point.y)}`).join(" ")}
              fill="none"
              strokeWidth="2"
              strokeDasharray={DASH[key]}
            />
            {points.map((point) => (
              <circle key={point.x} cx={x(point.x)} cy={y(point.y)} r="3" stroke="none" />
            ))}
          </g>
        ))}
      </svg>
      <figcaption className="flex flex-wrap justify-between gap-x-4 text-caption text-ink-2">
        <span>{from}</span>
        <span className="flex flex-wrap gap-x-4">
          {model.lines.map(({ key, label: name }) => (
            <span key={key} className="inline-flex items-center gap-1.5">
              <svg width="22" height="8" aria-hidden="true">
                <line
                  x1="0"
                  x2="22"
                  y1="4"
                  y2="4"
                  stroke={COLOUR[key]}
                  strokeWidth="2"
                  strokeDasharray={DASH[key]}
                />
              </svg>
              {name}
            </span>
          ))}
        </span>
        <span>{to}</span>
      </figcaption>
    </figure>
  );
}
