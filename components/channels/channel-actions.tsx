"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { errorSentence } from "@/components/queries/api-problem";
import { deleteChannel, saveChannel, testChannel } from "@/components/queries/channel-queries";
import { queryKeys } from "@/components/queries/query-keys";
import type { ChannelContract } from "@/lib/contracts/channel";
import { bodyOfChannel } from "./channel-draft";

interface ChannelActionsProps {
  readonly channel: ChannelContract;
  readonly onEdit: () => void;
  readonly onLog: () => void;
}

/** What can be done with a channel. A test opens the log, which says what comes of it; removing is asked twice. */
export function ChannelActions({ channel, onEdit, onLog }: ChannelActionsProps) {
  const client = useQueryClient();
  const [sure, setSure] = useState(false);
  const onSettled = () => client.invalidateQueries({ queryKey: queryKeys.channels.all });
  const trial = useMutation({ mutationFn: () => testChannel(channel.id), onSuccess: onLog, onSettled });
  const toggle = useMutation({
    mutationFn: () => saveChannel({ ...bodyOfChannel(channel), enabled: !channel.enabled }, channel),
    onSettled,
  });
  const removal = useMutation({ mutationFn: () => deleteChannel(channel), onSettled });
  const busy = toggle.isPending || removal.isPending || trial.isPending;
  const error = toggle.error ?? removal.error ?? trial.error;
  const switchLabel = channel.enabled ? "Switch off" : "Switch on";
  const actions = [
    ["Test", () => trial.mutate()],
    ["Log", onLog],
    ["Edit", onEdit],
    [switchLabel, () => toggle.mutate()],
    ["Remove", () => setSure(true)],
  ] as const;
  return (
    <div className="flex flex-wrap justify-end gap-2">
      {sure ? (
        <>
          <button type="button" className="btn btn-danger" onClick={() => removal.mutate()} disabled={busy}>
            Remove {channel.name} and its log
          </button>
          <button type="button" className="btn btn-quiet" onClick={() => setSure(false)}>
            Keep it
          </button>
        </>
      ) : (
        actions.map(([label, act]) => (
          <button
            key={label}
            type="button"
            className="btn"
            onClick={act}
            disabled={busy}
            aria-label={`${label} ${channel.name}`}
          >
            {label}
          </button>
        ))
      )}
      <p role="alert" className="basis-full text-caption text-crit empty:hidden">
        {error ? errorSentence(error) : null}
      </p>
    </div>
  );
}
