import type { FieldProblems } from "@/components/catalog/draft-body";
import { SettingField } from "@/components/catalog/setting-field";
import type { KnownEventBody } from "@/lib/contracts/known-event";
import { changeWords, measuredLikeWords } from "@/lib/pipeline/present/event-words";
import { formatDate } from "@/lib/pipeline/present/format-time";
import { likeEvent, stated, type MeasuredEvent } from "./event-proposal";
import type { KnownEventDraft } from "./known-event-draft";

const STATED = "";

export interface EventFieldsProps {
  readonly draft: KnownEventDraft;
  readonly problems: FieldProblems<keyof KnownEventBody>;
  /** Those that it may be like. */
  readonly earlier: readonly MeasuredEvent[];
  readonly onChange: (draft: KnownEventDraft) => void;
}

/** What an event does to the traffic: as an earlier one did, or as the admin states. */
export function EventEffectFields({ draft, problems, earlier, onChange }: EventFieldsProps) {
  const liked = earlier.find(({ id }) => id === draft.like) ?? null;
  return (
    <>
      {earlier.length === 0 && draft.like === null ? null : (
        <SettingField label="Like an earlier event" problem={problems.like}>
          {(input) => (
            <select
              {...input}
              className="field"
              value={draft.like ?? STATED}
              onChange={({ target }) =>
                onChange(likeEvent(draft, earlier.find(({ id }) => id === target.value) ?? null))
              }
            >
              <option value={STATED}>No: stated below</option>
              {draft.like !== null && liked === null ? (
                <option value={draft.like}>One that was removed since</option>
              ) : null}
              {earlier.map((event) => (
                <option key={event.id} value={event.id}>
                  {optionWords(event)}
                </option>
              ))}
            </select>
          )}
        </SettingField>
      )}
      <SettingField
        label="Traffic, %"
        hint={
          <span aria-live="polite">
            {liked === null
              ? "30 is 30 % more than would come without it, −20 is 20 % less."
              : `As ${likeWords(liked)}. Write another to state it yourself.`}
          </span>
        }
        problem={problems.traffic_change_percent}
      >
        {(input) => (
          <input
            {...input}
            type="text"
            className="field"
            value={draft.traffic_change_percent}
            autoComplete="off"
            onChange={({ target }) => onChange(stated(draft, target.value))}
          />
        )}
      </SettingField>
    </>
  );
}

function optionWords({ name, from, measured }: MeasuredEvent): string {
  return `${name}, ${formatDate(Date.parse(from), "UTC")}: ${changeWords(measured.traffic_change_percent)}`;
}

function likeWords({ from, measured }: MeasuredEvent): string {
  return measuredLikeWords(Date.parse(from), measured.traffic_change_percent, measured);
}
