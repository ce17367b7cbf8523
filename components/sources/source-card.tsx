"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { errorSentence } from "@/components/queries/api-problem";
import { queryKeys } from "@/components/queries/query-keys";
import { deleteSource, saveSource } from "@/components/queries/source-queries";
import { Age } from "@/components/ui/age";
import { StatusPill } from "@/components/ui/status-pill";
import { showToast } from "@/components/ui/toast";
import type { ListedSourceContract, SourceContract } from "@/lib/contracts/source";
import { bodyOfSource, sourceStatusModel } from "@/lib/pipeline/present/source-model";

interface SourceCardProps {
  readonly source: ListedSourceContract;
  readonly onEdit: () => void;
}

/** One source: how reading it goes, and what can be done with it. */
export function SourceCard({ source, onEdit }: SourceCardProps) {
  return (
    <section aria-label={source.name} className="card flex flex-col gap-3" data-source={source.name}>
      <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
        <h2 className="text-[15px] font-semibold">{source.name}</h2>
        <StatusPill status={sourceStatusModel(source.state.status)} />
        <span className="min-w-0 basis-full font-mono text-[12.5px] break-all text-ink-2 sm:basis-auto">
          {source.url}
        </span>
      </div>
      <State state={source.state} />
      <Actions source={source} onEdit={onEdit} />
    </section>
  );
}

function State({ state }: { state: ListedSourceContract["state"] }) {
  const age = (time: string | null) => (time === null ? "Never" : <Age atMs={Date.parse(time)} />);
  return (
    <>
      <dl className="grid grid-cols-2 gap-x-6 gap-y-2 sm:grid-cols-4">
        <Fact name="Last read">{age(state.last_read)}</Fact>
        <Fact name="Read up to">{age(state.read_to)}</Fact>
        <Fact name="Series">{state.series ?? "Not known yet"}</Fact>
        <Fact name="Time taken">{state.took_ms === null ? "Not known yet" : `${state.took_ms} ms`}</Fact>
      </dl>
      {state.error === null ? null : (
        <p role="alert" className="text-crit">
          {state.error}
        </p>
      )}
      {state.left_out.length === 0 ? null : (
        <details>
          <summary className="cursor-pointer text-caption text-warn">
            Left out of the newest read: {state.left_out.length}
          </summary>
          <ul className="mt-1 text-caption text-ink-2">
            {state.left_out.map(({ metric, reason }) => (
              <li key={`${metric} ${reason}`} className="break-words">
                {metric === null ? null : <b className="font-[570]">{metric}: </b>}
                {reason}
              </li>
            ))}
          </ul>
        </details>
      )}
    </>
  );
}

function Fact({ name, children }: { name: string; children: React.ReactNode }) {
  return (
    <div>
      <dt className="text-caption text-ink-2">{name}</dt>
      <dd className="tabular-nums">{children}</dd>
    </div>
  );
}

function switchSource(source: SourceContract) {
  return saveSource({ ...bodyOfSource(source), enabled: !source.enabled }, source);
}

function Actions({ source, onEdit }: SourceCardProps) {
  const client = useQueryClient();
  const [sure, setSure] = useState(false);
  const onSettled = () => client.invalidateQueries({ queryKey: queryKeys.sources.all });
  const toggle = useMutation({
    mutationFn: () => switchSource(source),
    onSuccess: ({ data }) =>
      showToast({
        text: `The source ${data.name} is ${data.enabled ? "enabled" : "disabled"}.`,
        undo: () => switchSource(data).finally(onSettled),
      }),
    onSettled,
  });
  const removal = useMutation({ mutationFn: () => deleteSource(source), onSettled });
  const error = toggle.error ?? removal.error;
  const busy = toggle.isPending || removal.isPending;
  return (
    <div className="flex flex-wrap items-center gap-2">
      <button type="button" className="btn" onClick={onEdit}>
        Edit
      </button>
      <button type="button" className="btn" onClick={() => toggle.mutate()} disabled={busy}>
        {source.enabled ? "Disable" : "Enable"}
      </button>
      {sure ? (
        <>
          <button type="button" className="btn btn-danger" onClick={() => removal.mutate()} disabled={busy}>
            Delete {source.name}
          </button>
          <button type="button" className="btn btn-quiet" onClick={() => setSure(false)}>
            Keep it
          </button>
          <span className="text-caption text-ink-2">What was read from it stays.</span>
        </>
      ) : (
        <button type="button" className="btn" onClick={() => setSure(true)}>
          Delete
        </button>
      )}
      <p role="alert" className="basis-full text-caption text-crit empty:hidden">
        {error ? errorSentence(error) : null}
      </p>
    </div>
  );
}
