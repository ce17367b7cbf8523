"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { errorSentence } from "@/components/queries/api-problem";
import { deletePeer, savePeer } from "@/components/queries/business-queries";
import { queryKeys } from "@/components/queries/query-keys";
import type { ListedPeerContract } from "@/lib/contracts/peer";
import { bodyOfPeer } from "./peer-draft";

interface PeerActionsProps {
  readonly peer: ListedPeerContract;
  readonly onEdit: () => void;
}

/** What can be done with a peer. Its probes go with it, so removing is asked twice. */
export function PeerActions({ peer, onEdit }: PeerActionsProps) {
  const client = useQueryClient();
  const [sure, setSure] = useState(false);
  const onSettled = () => client.invalidateQueries({ queryKey: queryKeys.business.all });
  const toggle = useMutation({
    mutationFn: () => savePeer({ ...bodyOfPeer(peer), enabled: !peer.enabled }, peer),
    onSettled,
  });
  const removal = useMutation({ mutationFn: () => deletePeer(peer), onSettled });
  const busy = toggle.isPending || removal.isPending;
  const error = toggle.error ?? removal.error;
  return (
    <div className="flex flex-wrap justify-end gap-2">
      {sure ? (
        <>
          <button type="button" className="btn btn-danger" onClick={() => removal.mutate()} disabled={busy}>
            Remove {peer.name} and its probes
          </button>
          <button type="button" className="btn btn-quiet" onClick={() => setSure(false)}>
            Keep it
          </button>
        </>
      ) : (
        <>
          <button type="button" className="btn" onClick={onEdit} aria-label={`Edit ${peer.name}`}>
            Edit
          </button>
          <button
            type="button"
            className="btn"
            onClick={() => toggle.mutate()}
            disabled={busy}
            aria-label={`${peer.enabled ? "Switch off" : "Switch on"} ${peer.name}`}
          >
            {peer.enabled ? "Switch off" : "Switch on"}
          </button>
          <button
            type="button"
            className="btn"
            onClick={() => setSure(true)}
            aria-label={`Remove ${peer.name}`}
          >
            Remove
          </button>
        </>
      )}
      <p role="alert" className="basis-full text-caption text-crit empty:hidden">
        {error ? errorSentence(error) : null}
      </p>
    </div>
  );
}
