import { StaleMark } from "@/components/ui/stale-mark";
import { Age } from "@/components/ui/age";
import { HealthNote } from "@/components/ui/health-note";
import { Lasting } from "@/components/ui/lasting";
import { StatusPill } from "@/components/ui/status-pill";
import { scopeState } from "@/lib/pipeline/present/region-state";
import type { ServiceScope } from "@/lib/pipeline/present/service-figures";

interface ServiceHeaderProps {
  readonly name: string;
  /** What people call the region that is shown; null: all of them. */
  readonly region: string | null;
  readonly scope: ServiceScope | undefined;
  readonly asOfMs: number | null;
}

const NOT_JUDGED = "No monitoring cycle has judged it there yet.";

/** Which service it is, how it stands, and the rule that says so. */
export function ServiceHeader({ name, region, scope, asOfMs }: ServiceHeaderProps) {
  const state = scopeState(scope ?? { status: "unknown", stale: true, newest_sample_at: null });
  return (
    <header>
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <h1 className="text-[21px] leading-[1.25] font-[640] tracking-[-0.02em] break-all sm:text-[25px]">
          {name}
          {region === null ? null : <span className="font-[450] text-ink-2"> in {region}</span>}
        </h1>
        <StatusPill status={state} />
        <StaleMark asOfMs={asOfMs} />
      </div>
      <div className="mt-1 flex flex-wrap items-center gap-x-2 text-ink-2">
        <p>
          {scope?.status_because ?? NOT_JUDGED}
          <Moments scope={scope} />
        </p>
        {scope === undefined ? null : <HealthNote score={scope.health_score} penalties={scope.penalties} />}
      </div>
    </header>
  );
}

/** For how long it is not healthy, and since when it is silent. */
function Moments({ scope }: { scope: ServiceScope | undefined }) {
  if (scope === undefined) return null;
  const { status, status_since: since, stale, newest_sample_at: newest } = scope;
  return (
    <>
      {since === null || status === "healthy" ? null : (
        <>
          {" "}
          So for <Lasting sinceMs={Date.parse(since)} />.
        </>
      )}
      {stale && newest !== null ? (
        <>
          {" "}
          Newest sample <Age atMs={Date.parse(newest)} />.
        </>
      ) : null}
    </>
  );
}
