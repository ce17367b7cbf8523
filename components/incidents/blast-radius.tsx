import Link from "next/link";
import type { ReactNode } from "react";
import { useRegionName } from "@/components/queries/use-region-name";
import { useViewHref } from "@/components/shell/view-state";
import { Age } from "@/components/ui/age";
import { ClockTime } from "@/components/ui/clock-time";
import { ExplainButton } from "@/components/ui/explain-button";
import { Fact, FactList } from "@/components/ui/fact-list";
import type { Meta } from "@/lib/contracts/envelope";
import type { IncidentDetailContract } from "@/lib/contracts/incident";
import { incidentMoney, incidentUsers } from "@/lib/pipeline/present/incident-model";

interface BlastRadiusProps {
  readonly incident: IncidentDetailContract;
  readonly meta: Meta;
}

/** What it concerns, and what it costs now, with range, method and age. */
export function BlastRadius({ incident, meta }: BlastRadiusProps) {
  const isOver = incident.status === "resolved";
  const users = incidentUsers(incident);
  const money = incidentMoney(incident, meta.currency);
  const asOf = meta.as_of === null || isOver ? null : Date.parse(meta.as_of);
  const unknown = isOver ? "over" : "not known";
  return (
    <section aria-labelledby="blast-radius" className="card">
      <h2 id="blast-radius" className="card-title flex items-center gap-1.5">
        Blast radius
        <ExplainButton subject="What it costs">
          <CostMethod />
        </ExplainButton>
      </h2>
      <FactList>
        <Fact
          name="Money at risk now"
          note={
            asOf === null ? undefined : (
              <>
                an estimate, as of <Age atMs={asOf} />
              </>
            )
          }
        >
          {money ?? unknown}
        </Fact>
        <Fact name="Users affected now" note={users === null ? undefined : "an estimate"}>
          {users ?? unknown}
        </Fact>
        <Fact name="Users feel it since">
          {incident.impact_start === null ? (
            "not yet"
          ) : (
            <ClockTime atMs={Date.parse(incident.impact_start)} />
          )}
        </Fact>
        <Fact name="Until">
          {incident.impact_end === null ? "–" : <ClockTime atMs={Date.parse(incident.impact_end)} />}
        </Fact>
      </FactList>
      <p className="mt-2 text-caption text-ink-2">{incident.impact_assessment}</p>
      <Places incident={incident} />
    </section>
  );
}

function Places({ incident }: Pick<BlastRadiusProps, "incident">) {
  const nameOf = useRegionName();
  const { affected_regions: regions, affected_services: services } = incident;
  if (regions.length === 0 && services.length === 0)
    return <p className="mt-2 text-caption text-ink-2">Nobody said which regions or services it concerns.</p>;
  return (
    <dl className="mt-2 flex flex-col gap-1">
      {regions.length === 0 ? null : (
        <PlaceLine name="Regions">
          {regions.map((code) => (
            <PlaceLink key={code} href={`/regions/${encodeURIComponent(code)}`}>
              {nameOf(code)}
            </PlaceLink>
          ))}
        </PlaceLine>
      )}
      {services.length === 0 ? null : (
        <PlaceLine name="Services">
          {services.map((name) => (
            <PlaceLink key={name} href={`/services/${encodeURIComponent(name)}`}>
              {name}
            </PlaceLink>
          ))}
        </PlaceLine>
      )}
    </dl>
  );
}

function PlaceLine({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className="flex flex-wrap items-center gap-x-3">
      <dt className="text-caption text-ink-2">{name}</dt>
      <dd className="flex flex-wrap gap-x-3">{children}</dd>
    </div>
  );
}

function PlaceLink({ href: path, children }: { href: string; children: ReactNode }) {
  const href = useViewHref();
  return (
    <Link href={href(path)} className="link inline-flex min-h-6 items-center">
      {children}
    </Link>
  );
}

function CostMethod() {
  return (
    <p>
      Users: those active, times the share of requests that fail or frustrate above the usual. Money: that
      share times the revenue a minute, as a range, as the business page has it. In each region only the place
      where it is worst counts: a request that fails in one service fails in those that wait for it.
      Estimates, made anew every 10 s.
    </p>
  );
}
