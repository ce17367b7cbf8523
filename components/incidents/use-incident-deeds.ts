import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { ApiProblem, errorSentence } from "@/components/queries/api-problem";
import { acknowledgeIncident, resolveIncident, undoIncident } from "@/components/queries/incident-queries";
import { queryKeys } from "@/components/queries/query-keys";
import { showToast } from "@/components/ui/toast";
import type { IncidentContract } from "@/lib/contracts/incident";
import { SECOND_MS } from "@/lib/domain/window";
import { withoutActorKinds } from "@/lib/pipeline/present/incident-model";

export const UNDO_FOR_MS = 10 * SECOND_MS;

export type ActedOn = Pick<IncidentContract, "id" | "number" | "status" | "acknowledged_at">;

/** What still fires, and why that needs a reason. */
export interface ReasonAsked {
  readonly incidents: readonly ActedOn[];
  readonly because: string;
}

export interface IncidentDeeds {
  readonly busy: boolean;
  readonly acknowledge: (incidents: readonly ActedOn[]) => Promise<void>;
  readonly resolve: (incidents: readonly ActedOn[], reason?: string) => Promise<void>;
  /** Any other change of one incident that can be taken back. False: it was refused, which was said. */
  readonly change: (incident: ActedOn, doneText: string, act: () => Promise<unknown>) => Promise<boolean>;
  /** What stays once it is written down. False: it was refused, which was said. */
  readonly write: (incident: ActedOn, act: () => Promise<unknown>) => Promise<boolean>;
  /** null: nothing is asked. */
  readonly asked: ReasonAsked | null;
  readonly dropAsked: () => void;
}

interface Outcome {
  readonly kind: "done" | "firing" | "refused";
  readonly incident: ActedOn;
  readonly sentence: string;
}

/** What a person does to incidents: said in a message that can be taken back; what is refused is said as well. */
export function useIncidentDeeds(): IncidentDeeds {
  const client = useQueryClient();
  const [busy, setBusy] = useState(false);
  const [asked, setAsked] = useState<ReasonAsked | null>(null);
  const refresh = () => client.invalidateQueries({ queryKey: queryKeys.incidents.all });

  const run = async (
    incidents: readonly ActedOn[],
    /** null: it says so itself, and cannot be taken back. */
    done: string | null,
    act: (incident: ActedOn) => Promise<unknown>,
  ): Promise<readonly Outcome[]> => {
    setBusy(true);
    const outcomes: Outcome[] = [];
    for (const incident of incidents) outcomes.push(await outcomeOf(incident, act));
    setBusy(false);
    const changed = outcomes.filter(({ kind }) => kind === "done").map(({ incident }) => incident);
    const undo = async () => {
      try {
        for (const { id } of changed) await undoIncident(id);
      } finally {
        await refresh();
      }
    };
    if (changed.length > 0 && done !== null)
      showToast({ text: `${named(changed)}: ${done}.`, undo, undoForMs: UNDO_FOR_MS });
    for (const { kind, incident, sentence } of outcomes)
      if (kind === "refused") showToast({ text: `${named([incident])}: ${sentence}` });
    await refresh();
    return outcomes;
  };

  return {
    busy,
    asked,
    dropAsked: () => setAsked(null),
    acknowledge: async (incidents) => {
      const waiting = incidents.filter((each) => each.acknowledged_at === null && each.status !== "resolved");
      if (waiting.length === 0) return showToast({ text: "Acknowledged already." });
      await run(waiting, "acknowledged", ({ id }) => acknowledgeIncident(id));
    },
    resolve: async (incidents, reason) => {
      setAsked(null);
      const active = incidents.filter(({ status }) => status !== "resolved");
      if (active.length === 0) return showToast({ text: "Resolved already." });
      const outcomes = await run(active, "resolved", ({ id }) => resolveIncident(id, reason ?? null));
      const firing = outcomes.filter(({ kind }) => kind === "firing");
      if (firing.length > 0)
        setAsked({ incidents: firing.map(({ incident }) => incident), because: firing[0]!.sentence });
    },
    change: async (incident, done, act) => isDone(await run([incident], done, act)),
    write: async (incident, act) => isDone(await run([incident], null, act)),
  };
}

async function outcomeOf(incident: ActedOn, act: (incident: ActedOn) => Promise<unknown>): Promise<Outcome> {
  try {
    await act(incident);
    return { kind: "done", incident, sentence: "" };
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    const sentence = withoutActorKinds(errorSentence(error));
    const wantsReason =
      error instanceof ApiProblem && error.fields.some(({ pointer }) => pointer === "/reason");
    return { kind: wantsReason ? "firing" : "refused", incident, sentence };
  }
}

function isDone(outcomes: readonly Outcome[]): boolean {
  return outcomes.every(({ kind }) => kind === "done");
}

function named(incidents: readonly ActedOn[]): string {
  return incidents.length === 1 ? `Incident ${incidents[0]!.number}` : `${incidents.length} incidents`;
}
