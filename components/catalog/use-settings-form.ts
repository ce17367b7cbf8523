import { useMutation, useQueryClient, type QueryKey } from "@tanstack/react-query";
import { useEffect, useRef, useState, type FormEvent, type RefObject } from "react";
import { ApiProblem, errorSentence } from "@/components/queries/api-problem";
import { queryKeys } from "@/components/queries/query-keys";
import { showToast } from "@/components/ui/toast";
import { refusedFields, type DraftBody, type FieldProblems } from "./draft-body";

/** `Given`: an item that is there, or null for a new one. */
interface SettingsFormOptions<Item, Given extends Item | null, Draft, Body, Field extends string> {
  /** As it is now; it may change while somebody types. */
  readonly current: Given;
  readonly draftOf: (item: Given) => Draft;
  readonly bodyOf: (draft: Draft) => DraftBody<Body, Field>;
  readonly save: (item: Given, body: Body) => Promise<Item>;
  /** Takes a change back: what was saved becomes what it was before. */
  readonly undo: (saved: Item, before: Given) => Promise<unknown>;
  readonly savedText: (item: Item) => string;
  readonly onDone: () => void;
  /** What a change makes stale; default: the catalogue. */
  readonly stale?: QueryKey;
}

export interface SettingsForm<Draft, Field extends string> {
  readonly form: RefObject<HTMLFormElement | null>;
  readonly draft: Draft;
  readonly setDraft: (draft: Draft) => void;
  readonly problems: FieldProblems<Field>;
  readonly submit: (event: FormEvent) => void;
  readonly saving: boolean;
  /** What went wrong beside the fields; null: nothing. */
  readonly failure: string | null;
  /** Somebody else changed it since the form was opened. */
  readonly outdated: boolean;
  /** Throws away what was typed. */
  readonly startAgain: () => void;
}

const CONFLICT = 409;

function noProblems<Field extends string>(): FieldProblems<Field> {
  return {} as FieldProblems<Field>;
}

/** A form over the settings of one thing: wrong fields are named, a change can be taken back, nobody overwrites another's. */
export function useSettingsForm<
  Item extends { readonly etag: string },
  Given extends Item | null,
  Draft,
  Body,
  Field extends string,
>(options: SettingsFormOptions<Item, Given, Draft, Body, Field>): SettingsForm<Draft, Field> {
  const { current, draftOf, bodyOf, save, savedText, onDone } = options;
  const client = useQueryClient();
  const form = useRef<HTMLFormElement>(null);
  const [opened, setOpened] = useState(current);
  const [draft, setDraft] = useState(() => draftOf(current));
  const [problems, setProblems] = useState(noProblems<Field>);
  const { stale = queryKeys.catalog.all } = options;
  const refresh = () => client.invalidateQueries({ queryKey: stale });
  const saving = useMutation({
    mutationFn: (body: Body) => save(opened, body),
    onSuccess: async (saved) => {
      await refresh();
      onDone();
      const undo = async () => {
        await options.undo(saved, opened);
        await refresh();
      };
      showToast({ text: savedText(saved), undo });
    },
    onError: (error) => {
      void refresh();
      if (error instanceof ApiProblem) setProblems(refusedFields(error.fields));
    },
  });
  useEffect(() => {
    form.current?.querySelector<HTMLElement>("[aria-invalid]")?.focus();
  }, [problems]);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const { body, problems: found } = bodyOf(draft);
    setProblems(found ?? noProblems());
    if (body !== null) saving.mutate(body);
  };
  const startAgain = () => {
    setOpened(current);
    setDraft(draftOf(current));
    setProblems(noProblems());
    saving.reset();
  };
  const named = Object.keys(problems).length > 0 && !isConflict(saving.error);
  return {
    ...{ form, draft, setDraft, problems, submit, startAgain, saving: saving.isPending },
    failure: saving.error === null || named ? null : errorSentence(saving.error),
    outdated: current?.etag !== opened?.etag && !saving.isPending && !saving.isSuccess,
  };
}

/** There is one of its kind already: that is of no single field. */
function isConflict(error: Error | null): boolean {
  return error instanceof ApiProblem && error.status === CONFLICT;
}
