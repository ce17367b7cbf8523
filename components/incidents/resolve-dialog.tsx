"use client";

import { useId, useState, type FormEvent } from "react";
import { ModalDialog } from "@/components/ui/modal-dialog";
import type { IncidentDeeds } from "./use-incident-deeds";

/** Asks why something is over though a signal of it still fires; nothing where nothing is asked. */
export function ResolveDialog({ deeds }: { deeds: IncidentDeeds }) {
  const { asked, dropAsked } = deeds;
  if (asked === null) return null;
  return (
    <ModalDialog label="Resolve though it still fires" onClose={dropAsked} className="w-[460px]">
      <ReasonForm deeds={deeds} />
    </ModalDialog>
  );
}

function ReasonForm({ deeds: { asked, dropAsked, resolve, busy } }: { deeds: IncidentDeeds }) {
  const id = useId();
  const [reason, setReason] = useState("");
  if (asked === null) return null;
  const { incidents, because } = asked;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (reason.trim() !== "") void resolve(incidents, reason.trim());
  };
  return (
    <form onSubmit={submit} className="flex flex-col gap-3" aria-label="Resolve though it still fires">
      <h2 className="text-[16px] font-semibold">
        {incidents.length === 1
          ? `Incident ${incidents[0]!.number} still fires`
          : `${incidents.length} incidents still fire`}
      </h2>
      <p className="wrap-anywhere text-ink-2">{because}</p>
      <label htmlFor={id} className="text-[13px] font-medium">
        Why it is over nevertheless
      </label>
      <textarea
        id={id}
        className="field min-h-20"
        data-first-focus
        required
        value={reason}
        onChange={({ target }) => setReason(target.value)}
      />
      <div className="flex gap-2">
        <button type="submit" className="btn btn-primary" disabled={busy}>
          Resolve
        </button>
        <button type="button" className="btn" onClick={dropAsked}>
          Cancel
        </button>
      </div>
    </form>
  );
}
