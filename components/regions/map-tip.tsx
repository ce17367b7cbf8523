import type { CSSProperties, ReactNode } from "react";
import { StatusPill } from "@/components/ui/status-pill";
import type { RegionContract } from "@/lib/contracts/region";
import type { RegionalMetricsContract } from "@/lib/contracts/regional-metrics";
import {
  formatCount,
  formatErrorRatio,
  formatMs,
  formatPerSecond,
  plainText,
  type FormattedValue,
} from "@/lib/pipeline/present/format-number";
import type { MapMark } from "@/lib/pipeline/present/world-map";
import { LocalClock } from "./local-clock";

interface MapTipProps {
  readonly mark: MapMark;
  readonly region: RegionalMetricsContract;
  readonly place: RegionContract | undefined;
}

/** What a mark says when it is pointed at. The same stands in the table below, for everybody who cannot point. */
export function MapTip({ mark, region, place }: MapTipProps) {
  return (
    <div className="map-tip" style={besideMark(mark)} data-tip={mark.code} aria-hidden="true">
      <div className="flex items-center justify-between gap-3">
        <b className="text-body font-semibold">{mark.name}</b>
        <StatusPill status={mark.state} />
      </div>
      <p className="mt-1 text-ink-2">{region.status_because}</p>
      <dl className="mt-1.5 grid grid-cols-[auto_1fr] gap-x-3 tabular-nums">
        <Fact name="Users">{text(region.active_users, formatCount)}</Fact>
        <Fact name="Requests">{text(region.requests_per_second, formatPerSecond)}</Fact>
        <Fact name="p99">{text(region.latency_p99, formatMs)}</Fact>
        <Fact name="Errors">{text(region.error_rate, formatErrorRatio)}</Fact>
        {place?.time_zone ? (
          <Fact name="Local time">
            <LocalClock timeZone={place.time_zone} />
          </Fact>
        ) : null}
      </dl>
    </div>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <>
      <dt className="text-ink-3">{name}</dt>
      <dd>{children}</dd>
    </>
  );
}

function text(value: number | null, format: (value: number) => FormattedValue): string {
  return value === null ? "No data" : plainText(format(value));
}

const PER_CENT = 100;
const MIDDLE = 0.5;

/** On the side of the mark where more of the map is. */
function besideMark({ x, y, wide }: MapMark): CSSProperties {
  const away = wide.diameterPx / 2 + 8;
  const across =
    x < MIDDLE ? { left: `calc(${x * PER_CENT}% - 12px)` } : { right: `calc(${(1 - x) * PER_CENT}% - 12px)` };
  const along =
    y < MIDDLE
      ? { top: `calc(${y * PER_CENT}% + ${away}px)` }
      : { bottom: `calc(${(1 - y) * PER_CENT}% + ${away}px)` };
  return { ...across, ...along };
}
