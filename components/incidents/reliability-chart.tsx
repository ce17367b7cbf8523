import type {
  ReliabilityChartModel,
  ReliabilityLine,
  TimeKey,
} from "@/lib/pipeline/present/reliability-model";

const COLOUR: Readonly<Record<TimeKey, string>> = {
  mttd: "var(--pred)",
  mtta: "var(--warn)",
  mttr: "var(--accent)",
};
const DASH: Readonly<Record<TimeKey, string | undefined>> = { mttd: "2 4", mtta: "7 4", mttr: undefined };

const share = (of: number) => `${of * 100}%`;

/** Weeks that follow each other are joined. */
function Line({ line: { key, points } }: { line: ReliabilityLine }) {
  return (
    <g stroke={COLOUR[key]} fill={COLOUR[key]} data-line={key}>
      {points.map((point, index) => {
        const before = points[index - 1];
        return point && before ? (
          <line
            key={point.x}
            x1={share(before.x)}
            y1={share(1 - before.y)}
            x2={share(point.x)}
            y2={share(1 - point.y)}
            strokeWidth="2"
            strokeDasharray={DASH[key]}
          />
        ) : null;
      })}
      {points.map((point) =>
        point ? (
          <circle key={point.x} cx={share(point.x)} cy={share(1 - point.y)} r="3" stroke="none" />
        ) : null,
      )}
    </g>
  );
}

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
      <div className="relative h-60 py-3 pr-3 pl-16" role="img" aria-label={label}>
        <div className="relative h-full">
          {model.ticks.map((tick) => (
            <span
              key={tick.text}
              className="absolute right-full mr-2 translate-y-1/2 text-caption whitespace-nowrap text-ink-2"
              style={{ bottom: share(tick.y) }}
            >
              {tick.text}
            </span>
          ))}
          <svg className="absolute inset-0 size-full overflow-visible">
            {model.ticks.map(({ y }) => (
              <line key={y} x1="0" x2="100%" y1={share(1 - y)} y2={share(1 - y)} stroke="var(--line)" />
            ))}
            {model.lines.map((line) => (
              <Line key={line.key} line={line} />
            ))}
          </svg>
        </div>
      </div>
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
