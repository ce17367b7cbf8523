import type { ReactNode } from "react";
import { Age } from "@/components/ui/age";
import { HealthNote } from "@/components/ui/health-note";
import { Lasting } from "@/components/ui/lasting";
import { StatusPill } from "@/components/ui/status-pill";
import type { RegionContract } from "@/lib/contracts/region";
import type { RegionalMetricsContract } from "@/lib/contracts/regional-metrics";
import { formatPlace } from "@/lib/pipeline/present/format-place";
import { scopeState } from "@/lib/pipeline/present/region-state";
import { LocalClock } from "./local-clock";

interface RegionHeaderProps {
  readonly code: string;
  readonly name: string;
  readonly place: RegionContract | undefined;
  /** undefined: the newest cycle knows nothing of it. */
  readonly region: RegionalMetricsContract | undefined;
}

/** What the region is called, how it is and why, where it is and what time it is there. */
export function RegionHeader({ code, name, place, region }: RegionHeaderProps) {
  return (
    <header>
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <h1 className="text-[21px] leading-[1.25] font-[640] tracking-[-0.02em] sm:text-[25px]">{name}</h1>
        {region === undefined ? null : <StatusPill status={scopeState(region)} />}
      </div>
      <p className="mt-1 max-w-[90ch]" data-testid="because">
        {region === undefined ? NO_FIGURES : <Because region={region} />}
      </p>
      <dl className="mt-1.5 flex flex-wrap gap-x-5 gap-y-1 text-[13px] text-ink-2">
        {region === undefined || region.health_score === null ? null : (
          <div>
            <dt className="sr-only">Health</dt>
            <dd>
              <HealthNote score={region.health_score} penalties={region.penalties} />
            </dd>
          </div>
        )}
        <Fact name="Local time">
          {place?.time_zone ? <LocalClock timeZone={place.time_zone} long /> : NOT_CONFIGURED}
        </Fact>
        <Fact name="Place">
          {formatPlace(place?.latitude ?? null, place?.longitude ?? null) ?? NOT_CONFIGURED}
        </Fact>
        <Fact name="Code">
          <code className="font-mono text-[12.5px]">{code}</code>
        </Fact>
      </dl>
    </header>
  );
}

const NO_FIGURES = "The newest figures know nothing of this region. It comes back with its next sample.";
const NOT_CONFIGURED = <span title="An admin sets it in Settings, Regions.">Not configured</span>;

function Because({ region }: { region: RegionalMetricsContract }) {
  const { status_because: because, status_since: since, newest_sample_at: newest, stale } = region;
  return (
    <>
      {because}
      {stale && newest !== null ? (
        <>
          {" "}
          Newest sample <Age atMs={Date.parse(newest)} />.
        </>
      ) : null}
      {since === null ? null : (
        <span className="text-ink-2">
          {" "}
          So for <Lasting sinceMs={Date.parse(since)} />.
        </span>
      )}
    </>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className="flex gap-1.5">
      <dt className="text-ink-3">{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}
