"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef, useState, type FormEvent } from "react";
import { refusedFields, type FieldProblems } from "@/components/catalog/draft-body";
import { SettingField } from "@/components/catalog/setting-field";
import { ApiProblem, errorSentence } from "@/components/queries/api-problem";
import { savePeer } from "@/components/queries/business-queries";
import { queryKeys } from "@/components/queries/query-keys";
import { SidePanel } from "@/components/ui/side-panel";
import { showToast } from "@/components/ui/toast";
import type { ListedPeerContract, PeerBody } from "@/lib/contracts/peer";
import { PEER_USES } from "@/lib/pipeline/present/business-uses";
import { bodyOfPeerDraft, draftOfPeer, PEER_ROLES, type PeerDraft, type PeerRole } from "./peer-draft";
import { PeerFields } from "./peer-fields";

export const PEER_ROLE_LABEL: Readonly<Record<PeerRole, string>> = {
  probe: "A competitor’s address",
  own: "Our own public address",
  benchmark: "A benchmark",
};

interface PeerFormProps {
  /** null: a new one. */
  readonly peer: ListedPeerContract | null;
  readonly onDone: () => void;
}

/** Adds somebody to compare with, or changes one. */
export function PeerForm({ peer, onDone }: PeerFormProps) {
  const client = useQueryClient();
  const form = useRef<HTMLFormElement>(null);
  // What the list says later is not what was read: a change of somebody else's must not be overwritten.
  const [opened] = useState(peer);
  const [draft, setDraft] = useState<PeerDraft>(() => draftOfPeer(peer));
  const [problems, setProblems] = useState<FieldProblems<keyof PeerBody>>({});
  const saving = useMutation({
    mutationFn: (body: PeerBody) => savePeer(body, opened),
    onSuccess: async ({ data }) => {
      await client.invalidateQueries({ queryKey: queryKeys.business.all });
      onDone();
      showToast({ text: `${data.name} is saved.` });
    },
    onError: (error) => {
      void client.invalidateQueries({ queryKey: queryKeys.business.all });
      if (error instanceof ApiProblem) setProblems(refusedFields(error.fields));
    },
  });
  useEffect(() => {
    form.current?.querySelector<HTMLElement>("[aria-invalid]")?.focus();
  }, [problems]);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const { body, problems: found } = bodyOfPeerDraft(draft, peer?.enabled ?? true);
    setProblems(found ?? {});
    if (body !== null) saving.mutate(body);
  };
  const title = peer === null ? "Add a peer" : `Peer ${peer.name}`;
  const failed = saving.error !== null && Object.keys(problems).length === 0;
  return (
    <SidePanel title={title} onClose={onDone}>
      <form ref={form} onSubmit={submit} className="flex flex-col gap-4" aria-label={title} noValidate>
        <SettingField label="What it is" hint={PEER_USES[draft.role]} problem={problems.kind ?? problems.own}>
          {(input) => (
            <select
              {...input}
              className="field"
              value={draft.role}
              onChange={({ target }) => setDraft({ ...draft, role: target.value as PeerRole })}
            >
              {PEER_ROLES.map((role) => (
                <option key={role} value={role}>
                  {PEER_ROLE_LABEL[role]}
                </option>
              ))}
            </select>
          )}
        </SettingField>
        <PeerFields draft={draft} problems={problems} onChange={setDraft} />
        <div className="mt-1 flex flex-col gap-3 border-t border-line pt-4">
          <p role="alert" className="font-medium text-crit empty:hidden">
            {failed ? errorSentence(saving.error) : null}
          </p>
          <div className="flex gap-2">
            <button type="submit" className="btn btn-primary" disabled={saving.isPending}>
              {saving.isPending ? "Saving" : "Save"}
            </button>
            <button type="button" className="btn" onClick={onDone}>
              Cancel
            </button>
          </div>
        </div>
      </form>
    </SidePanel>
  );
}
