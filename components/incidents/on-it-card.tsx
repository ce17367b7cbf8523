import { useState } from "react";
import { assignIncident } from "@/components/queries/incident-queries";
import { Age } from "@/components/ui/age";
import type { IncidentDetailContract } from "@/lib/contracts/incident";
import { INCIDENT_ROLES, type IncidentRole } from "@/lib/domain/incident";
import { actorWords } from "@/lib/pipeline/present/incident-model";
import type { IncidentDeeds } from "./use-incident-deeds";

/** Whom an incident can be given to, by name. */
export type Responders = readonly { readonly id: string; readonly name: string }[];

export const ROLE_WORDS: Readonly<Record<IncidentRole, string>> = {
  commander: "Commander",
  communications: "Communications",
  operations: "Operations",
};

interface OnItCardProps {
  readonly incident: IncidentDetailContract;
  /** null: somebody who only looks on. */
  readonly deeds: IncidentDeeds | null;
  readonly me: string;
  readonly responders: Responders;
}

/** Who is on it, and in which role. */
export function OnItCard({ incident, deeds, me, responders }: OnItCardProps) {
  const { assignee, acknowledged_at: at, acknowledged_by: by, roles } = incident;
  const taken = INCIDENT_ROLES.filter((role) => roles[role] !== undefined);
  return (
    <section aria-labelledby="on-it" className="card" data-part="On it">
      <h2 id="on-it" className="card-title">
        Who is on it
      </h2>
      <dl className="mt-1.5 grid grid-cols-[auto_minmax(0,1fr)] gap-x-4 gap-y-1">
        <dt className="text-ink-2">Acknowledged</dt>
        <dd data-acknowledged>
          {at === null ? (
            "by nobody yet"
          ) : (
            <>
              by {actorWords(by ?? "somebody")}, <Age atMs={Date.parse(at)} />
            </>
          )}
        </dd>
        <dt className="text-ink-2">Assigned</dt>
        <dd data-assignee>{assignee === null ? "to nobody" : `to ${assignee.name}`}</dd>
        {taken.map((role) => (
          <div key={role} className="col-span-2 grid grid-cols-subgrid">
            <dt className="text-ink-2">{ROLE_WORDS[role]}</dt>
            <dd className="wrap-anywhere">{roles[role]}</dd>
          </div>
        ))}
      </dl>
      {deeds === null || incident.status === "resolved" ? null : (
        <Assign incident={incident} deeds={deeds} me={me} responders={responders} />
      )}
    </section>
  );
}

function Assign({ incident, deeds, me, responders }: OnItCardProps & { readonly deeds: IncidentDeeds }) {
  const [chosen, setChosen] = useState("");
  const assign = (id: string | null) => {
    const name = responders.find((each) => each.id === id)?.name;
    const done = name === undefined ? "assigned to nobody" : `assigned to ${name}`;
    void deeds.change(incident, done, () => assignIncident(incident.id, id));
  };
  const current = incident.assignee?.id;
  return (
    <div className="mt-2 flex flex-wrap items-center gap-2">
      {current === me ? null : (
        <button type="button" className="btn" disabled={deeds.busy} onClick={() => assign(me)}>
          Assign to me
        </button>
      )}
      <select
        className="field"
        aria-label="Assign to"
        value={chosen}
        onChange={({ target }) => setChosen(target.value)}
      >
        <option value="">Nobody</option>
        {responders.map(({ id, name }) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
      </select>
      <button
        type="button"
        className="btn"
        disabled={deeds.busy || (chosen || undefined) === current}
        onClick={() => assign(chosen || null)}
      >
        Assign
      </button>
    </div>
  );
}
