import { useId, useState, type FormEvent } from "react";
import { noteIncident, setIncidentStatus } from "@/components/queries/incident-queries";
import { useShownZone } from "@/components/shell/view-state";
import type { IncidentDetailContract } from "@/lib/contracts/incident";
import { incidentStatusModel } from "@/lib/pipeline/present/incident-model";
import { wallInstant } from "@/lib/pipeline/present/wall-input";
import type { IncidentDeeds } from "./use-incident-deeds";

const UPDATED_TO = ["investigating", "identified", "monitoring"] as const;
type UpdatedTo = (typeof UPDATED_TO)[number];

interface UpdateCardProps {
  readonly incident: IncidentDetailContract;
  readonly deeds: IncidentDeeds;
  readonly isActive: boolean;
}

/** How far one is, with a word for others, and notes for the timeline. */
export function UpdateCard({ incident, deeds, isActive }: UpdateCardProps) {
  return (
    <section aria-labelledby="update" className="card flex flex-col gap-3">
      <h2 id="update" className="card-title">
        {isActive ? "Update and note" : "Note"}
      </h2>
      {isActive ? <StatusForm key={incident.status} incident={incident} deeds={deeds} /> : null}
      <NoteForm incident={incident} deeds={deeds} />
    </section>
  );
}

type FormProps = Omit<UpdateCardProps, "isActive">;

function StatusForm({ incident, deeds }: FormProps) {
  const id = useId();
  const current = UPDATED_TO.find((each) => each === incident.status);
  const [status, setStatus] = useState<UpdatedTo>(current ?? "investigating");
  const [text, setText] = useState("");
  const word = incidentStatusModel(status).word;
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const said = text.trim() === "" ? null : text.trim();
    const set = () => setIncidentStatus(incident.id, status, said);
    const posted =
      status === current
        ? await deeds.write(incident, set)
        : await deeds.change(incident, word.toLowerCase(), set);
    if (posted) setText("");
  };
  return (
    <form onSubmit={(event) => void submit(event)} className="flex flex-col gap-2" aria-label="Status update">
      <fieldset className="segments self-start">
        <legend className="sr-only">State</legend>
        {UPDATED_TO.map((each) => (
          <label key={each}>
            <input
              type="radio"
              name={`${id}-status`}
              className="sr-only"
              checked={status === each}
              onChange={() => setStatus(each)}
            />
            {incidentStatusModel(each).word}
          </label>
        ))}
      </fieldset>
      <textarea
        className="field min-h-14"
        aria-label="What others should know"
        placeholder="What others should know (optional)"
        value={text}
        onChange={({ target }) => setText(target.value)}
      />
      <button
        type="submit"
        className="btn self-start"
        disabled={deeds.busy || (status === current && text.trim() === "")}
      >
        Post update
      </button>
    </form>
  );
}

function NoteForm({ incident, deeds }: FormProps) {
  const id = useId();
  const timeZone = useShownZone();
  const [text, setText] = useState("");
  const [at, setAt] = useState("");
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (text.trim() === "") return;
    const note = () => noteIncident(incident.id, text.trim(), wallInstant(at, timeZone));
    if (!(await deeds.write(incident, note))) return;
    setText("");
    setAt("");
  };
  return (
    <form onSubmit={(event) => void submit(event)} className="flex flex-col gap-2" aria-label="Note">
      <textarea
        className="field min-h-14"
        aria-label="Note"
        placeholder="What you saw or did"
        value={text}
        onChange={({ target }) => setText(target.value)}
      />
      <div className="flex flex-wrap items-end gap-2">
        <label htmlFor={`${id}-at`} className="flex flex-col gap-1 text-caption text-ink-2">
          When (empty: now), {timeZone}
          <input
            id={`${id}-at`}
            type="datetime-local"
            step={1}
            className="field"
            value={at}
            onChange={({ target }) => setAt(target.value)}
          />
        </label>
        <button type="submit" className="btn" disabled={deeds.busy || text.trim() === ""}>
          Add note
        </button>
      </div>
    </form>
  );
}
