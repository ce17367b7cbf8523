import type { Tone } from "@/lib/pipeline/present/status-model";

/** Text and tint of a state, whole class names so that Tailwind finds them. */
export const TONE_CLASS: Readonly<Record<Tone, string>> = {
  ok: "text-ok bg-ok-bg",
  warn: "text-warn bg-warn-bg",
  crit: "text-crit bg-crit-bg",
  down: "text-down bg-down-bg",
  pred: "text-pred bg-pred-bg",
  quiet: "text-ink-2 bg-quiet-bg",
};

export const TONE_TEXT_CLASS: Readonly<Record<Tone, string>> = {
  ok: "text-ok",
  warn: "text-warn",
  crit: "text-crit",
  down: "text-down",
  pred: "text-pred",
  quiet: "text-ink-2",
};
