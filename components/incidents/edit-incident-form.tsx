"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef, useState, type FormEvent } from "react";
import { refusedFields } from "@/components/catalog/draft-body";
import { SettingsFormEnd } from "@/components/catalog/settings-form-end";
import { ApiProblem, errorSentence } from "@/components/queries/api-problem";
import { editIncident, undoIncident } from "@/components/queries/incident-queries";
import { queryKeys } from "@/components/queries/query-keys";
import { useShownZone } from "@/components/shell/view-state";
import { SidePanel } from "@/components/ui/side-panel";
import { showToast } from "@/components/ui/toast";
import type { EditIncidentBody, IncidentContract } from "@/lib/contracts/incident";
import { bodyOfEdit, draftOfIncident, type EditProblems } from "./edit-incident-draft";
import { EditIncidentFields } from "./edit-incident-fields";
import type { Responders } from "./on-it-card";
import { UNDO_FOR_MS } from "./use-incident-deeds";

interface EditIncidentFormProps {
  readonly incident: IncidentContract;
  readonly responders: Responders;
  readonly onDone: () => void;
}

/** Sets what is known of an incident. Only what was changed is sent, so that nobody overwrites another's change. */
export function EditIncidentForm({ incident, responders, onDone }: EditIncidentFormProps) {
  const timeZone = useShownZone();
  const [before] = useState(() => draftOfIncident(incident, timeZone));
  const [draft, setDraft] = useState(before);
  const [problems, setProblems] = useState<EditProblems>({});
  const saving = useSaving(incident, { onDone, onProblems: setProblems });
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => {
    form.current?.querySelector<HTMLElement>("[aria-invalid]")?.focus();
  }, [problems]);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const { body, problems: found } = bodyOfEdit(before, draft, timeZone);
    setProblems(found ?? {});
    if (body === null) return;
    if (Object.keys(body).length === 0) onDone();
    else saving.mutate(body);
  };
  const failure =
    saving.error === null || Object.keys(problems).length > 0 ? null : errorSentence(saving.error);
  const title = `Incident ${incident.number}`;
  return (
    <SidePanel title={title} onClose={onDone}>
      <form ref={form} onSubmit={submit} className="flex flex-col gap-4" aria-label={title} noValidate>
        <EditIncidentFields
          draft={draft}
          problems={problems}
          timeZone={timeZone}
          responders={responders}
          onChange={setDraft}
        />
        <SettingsFormEnd
          form={{ saving: saving.isPending, failure, outdated: false, startAgain: () => undefined }}
          onCancel={onDone}
        />
      </form>
    </SidePanel>
  );
}

interface SavingOptions {
  readonly onDone: () => void;
  readonly onProblems: (problems: EditProblems) => void;
}

function useSaving({ id, number }: IncidentContract, { onDone, onProblems }: SavingOptions) {
  const client = useQueryClient();
  const refresh = () => client.invalidateQueries({ queryKey: queryKeys.incidents.all });
  return useMutation({
    mutationFn: (body: EditIncidentBody) => editIncident(id, body),
    onSuccess: async () => {
      const undo = async () => {
        await undoIncident(id);
        await refresh();
      };
      showToast({ text: `Incident ${number}: changed.`, undo, undoForMs: UNDO_FOR_MS });
      await refresh();
      onDone();
    },
    onError: (error) => {
      if (error instanceof ApiProblem) onProblems(refusedFields(error.fields));
    },
  });
}
