"use client";

import { useQuery } from "@tanstack/react-query";
import { demoFleetQuery } from "@/components/queries/demo-queries";
import { RefreshNotice } from "@/components/ui/refresh-notice";
import { Skeleton } from "@/components/ui/skeleton";
import { FleetPace } from "./fleet-pace";
import { RunScenarioForm } from "./run-scenario-form";
import { RunningScenarios } from "./running-scenarios";

/** What goes wrong in the simulated fleet: started, watched, sped up and ended here. */
export function DemoPage() {
  const fleet = useQuery(demoFleetQuery);
  const state = fleet.data?.data;
  return (
    <div className="flex flex-col gap-3.5">
      <header>
        <h1 className="text-[21px] leading-[1.25] font-[640] tracking-[-0.02em] sm:text-[25px]">
          {state === undefined ? <Skeleton chars={28} /> : headline(state.scenarios.length)}
        </h1>
        <p className="mt-1 text-ink-2">
          Demo: let something go wrong in the simulated fleet, and see what the product makes of it. It learns
          of it by telemetry alone.
        </p>
      </header>
      <RefreshNotice
        error={fleet.error}
        dataUpdatedAt={fleet.dataUpdatedAt}
        what="The simulated fleet"
        onRetry={() => void fleet.refetch()}
        busy={fleet.isFetching}
      />
      {state === undefined ? null : (
        <>
          <RunScenarioForm state={state} />
          <div className="grid grid-cols-[minmax(0,1fr)] items-start gap-3.5 xl:grid-cols-[minmax(0,2fr)_minmax(0,1fr)]">
            <RunningScenarios state={state} />
            <FleetPace state={state} />
          </div>
        </>
      )}
    </div>
  );
}

function headline(running: number): string {
  if (running === 0) return "The simulated fleet is quiet";
  return running === 1 ? "One scenario runs" : `${running} scenarios run`;
}
