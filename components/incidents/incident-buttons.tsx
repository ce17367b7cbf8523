import type { ActedOn, IncidentDeeds } from "./use-incident-deeds";

interface IncidentButtonsProps {
  readonly incident: ActedOn;
  readonly deeds: IncidentDeeds;
}

/** What somebody may do with an incident that is active. */
export function IncidentButtons({ incident, deeds }: IncidentButtonsProps) {
  if (incident.status === "resolved") return null;
  return (
    <span className="flex gap-1.5 max-sm:basis-full">
      {incident.acknowledged_at === null ? (
        <button
          type="button"
          className="btn"
          aria-label={`Acknowledge incident ${incident.number}`}
          disabled={deeds.busy}
          onClick={() => void deeds.acknowledge([incident])}
        >
          Acknowledge
        </button>
      ) : null}
      <button
        type="button"
        className="btn"
        aria-label={`Resolve incident ${incident.number}`}
        disabled={deeds.busy}
        onClick={() => void deeds.resolve([incident])}
      >
        Resolve
      </button>
    </span>
  );
}
