"use client";

import { resetFleet, setSpeed } from "@/components/queries/demo-queries";
import type { FleetState } from "@/lib/contracts/demo-fleet";
import { useFleetChange } from "./use-fleet-change";

const SPEEDS = [1, 5, 20, 60];

/** How fast scenarios unfold, and the way back to a quiet fleet. */
export function FleetPace({ state }: { state: FleetState }) {
  const speed = useFleetChange(setSpeed);
  const reset = useFleetChange<void>(() => resetFleet());
  const speeds = SPEEDS.includes(state.speed)
    ? SPEEDS
    : [...SPEEDS, state.speed].sort((slow, fast) => slow - fast);
  return (
    <section aria-labelledby="pace" className="card flex flex-col gap-2.5">
      <h2 id="pace" className="card-title">
        Speed
      </h2>
      <div role="group" aria-label="Speed of scenarios" className="flex flex-wrap gap-1.5">
        {speeds.map((factor) => (
          <button
            key={factor}
            type="button"
            className={`btn tabular-nums ${factor === state.speed ? "btn-primary" : ""}`}
            aria-pressed={factor === state.speed}
            disabled={speed.isPending}
            onClick={() => speed.mutate(factor)}
          >
            {factor}×
          </button>
        ))}
      </div>
      <p className="text-caption text-ink-2">
        Scenarios and what helps against them unfold that much faster. Clocks stay right and days keep their
        length.
      </p>
      <button
        type="button"
        className="btn btn-danger self-start"
        disabled={reset.isPending}
        onClick={() => reset.mutate()}
      >
        {reset.isPending ? "Resetting" : "Reset the fleet"}
      </button>
      <p className="text-caption text-ink-2">Ends everything that runs and goes back to speed 1.</p>
      <p role="alert" className="text-caption text-crit empty:hidden">
        {speed.sentence ?? reset.sentence}
      </p>
    </section>
  );
}
