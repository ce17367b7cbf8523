import type { RegionNames } from "@/lib/pipeline/present/region-name";

/** More are a list to choose from. */
const MOST_SEGMENTS = 6;

interface RegionSwitchProps {
  /** Codes of the regions in which the service is. */
  readonly regions: readonly string[];
  readonly region: string | null;
  readonly nameOf: RegionNames;
  readonly onChoose: (region: string | null) => void;
}

/** Of which region the figures and charts are. */
export function RegionSwitch({ regions, region, nameOf, onChoose }: RegionSwitchProps) {
  const strange = region !== null && !regions.includes(region);
  const choices = strange ? [...regions, region] : regions;
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
      {choices.length > MOST_SEGMENTS ? (
        <select
          className="field"
          aria-label="Region"
          value={region ?? ""}
          onChange={(event) => onChoose(event.target.value === "" ? null : event.target.value)}
        >
          <option value="">All regions</option>
          {choices.map((code) => (
            <option key={code} value={code}>
              {nameOf(code)}
            </option>
          ))}
        </select>
      ) : (
        <fieldset className="segments">
          <legend className="sr-only">Region</legend>
          {[null, ...choices].map((code) => (
            <label key={code ?? ""}>
              <input
                type="radio"
                name="service-region"
                className="sr-only"
                checked={region === code}
                onChange={() => onChoose(code)}
              />
              {code === null ? "All regions" : nameOf(code)}
            </label>
          ))}
        </fieldset>
      )}
      {strange ? (
        <p className="text-caption text-ink-2" role="status">
          It has never reported from {nameOf(region)}.
        </p>
      ) : null}
    </div>
  );
}
