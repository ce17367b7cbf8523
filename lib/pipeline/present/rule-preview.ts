import type { RulePreviewContract } from "@/lib/contracts/prediction-rule";
import { DAY_MS, HOUR_MS, MINUTE_MS } from "@/lib/domain/window";
import { formatDuration } from "./format-age";

const ASKED_MS = 28 * DAY_MS;

/** What a rule would have done: the sentence that decides, and what else there is to know. */
export interface RulePreviewModel {
  readonly sentence: string;
  readonly notes: readonly string[];
}

/** 'It would have fired 4 times in 28 days, 3 of them true, 41 min ahead.' */
export function rulePreviewModel(preview: RulePreviewContract): RulePreviewModel {
  const { would_fire: fired, true: hits, median_lead_minutes: lead, series } = preview;
  const spanMs = Date.parse(preview.to) - Date.parse(preview.from);
  if (series === 0)
    return {
      sentence: "There is no series that it would be for: nothing of this kind was received.",
      notes: [],
    };
  if (spanMs < HOUR_MS) return { sentence: "There is too little history to try it on.", notes: [] };
  const span = `in ${daysText(spanMs)}`;
  const ahead = lead === null ? "" : `, ${formatDuration(lead * MINUTE_MS)} ahead`;
  const sentence =
    fired === 0
      ? `It would not have fired ${span}.`
      : fired === 1
        ? `It would have fired once ${span}, ${onceText(preview)}${ahead}.`
        : `It would have fired ${fired} times ${span}, ${hits === 0 ? "none" : hits} of them true${ahead}.`;
  return { sentence, notes: notesOf(preview, spanMs) };
}

function onceText(preview: RulePreviewContract): string {
  if (preview.true === 1) return "truly";
  return preview.false === 1 ? "falsely" : "which is not decided yet";
}

function notesOf(preview: RulePreviewContract, spanMs: number): readonly string[] {
  const { false: wrong, undecided, missed, series, left_out: leftOut } = preview;
  return [
    ...(wrong === 0 ? [] : [`${wrong} false`]),
    ...(undecided === 0 ? [] : [`${undecided} not known yet`]),
    missed === 0
      ? "no breach would have come unforetold"
      : `${missed} ${missed === 1 ? "breach" : "breaches"} would have come unforetold`,
    `tried on ${series} series${leftOut === 0 ? "" : `, ${leftOut} more were left out`}`,
    ...(spanMs < ASKED_MS - HOUR_MS ? ["there is no older history"] : []),
  ];
}

function daysText(spanMs: number): string {
  const days = Math.round(spanMs / DAY_MS);
  return days < 2 ? `${Math.round(spanMs / HOUR_MS)} hours` : `${days} days`;
}
