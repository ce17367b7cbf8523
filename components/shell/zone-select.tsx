"use client";

import { useMemo } from "react";
import { BROWSER_ZONE } from "@/lib/pipeline/present/view";
import { offsetText } from "@/lib/domain/zone-time";
import { useSlowNowMs, useTimeZone } from "./time-context";
import type { RegionZone } from "./region-zone";
import type { View } from "./view-state";

interface ZoneSelectProps {
  readonly view: View;
  readonly regionZones: readonly RegionZone[];
}

/** The browser's zone, UTC, the regions' own, or any other. */
export function ZoneSelect({ view, regionZones }: ZoneSelectProps) {
  const browserZone = useTimeZone();
  const nowMs = useSlowNowMs();
  const all = useMemo(() => Intl.supportedValuesOf("timeZone").filter((zone) => zone !== "UTC"), []);
  const known = [BROWSER_ZONE, "UTC", ...all];
  const named = (zone: string) => `${zone} (UTC${offsetText(nowMs, zone)})`;
  return (
    <label className="flex flex-col gap-0.5 text-caption font-semibold text-ink-2">
      Time zone
      <select
        className="field w-full font-[450] text-ink"
        value={view.zoneChoice}
        onChange={({ target: { value } }) => view.set({ tz: value === BROWSER_ZONE ? null : value })}
      >
        <option value={BROWSER_ZONE}>Browser: {named(browserZone)}</option>
        <option value="UTC">UTC</option>
        {known.includes(view.zoneChoice) ? null : <option value={view.zoneChoice}>{view.zoneChoice}</option>}
        {regionZones.length === 0 ? null : (
          <optgroup label="Regions">
            {regionZones.map(({ label, timeZone }) => (
              <option key={timeZone} value={timeZone}>
                {label}: {named(timeZone)}
              </option>
            ))}
          </optgroup>
        )}
        <optgroup label="All zones">
          {all.map((zone) => (
            <option key={zone} value={zone}>
              {zone}
            </option>
          ))}
        </optgroup>
      </select>
    </label>
  );
}
