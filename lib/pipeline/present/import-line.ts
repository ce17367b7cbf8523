import type { BackfillContract } from "@/lib/contracts/backfill";

const STATE_WORDS: Readonly<Record<BackfillContract["state"], string>> = {
  waiting: "Waiting",
  running: "Importing",
  done: "Done",
  cancelled: "Cancelled",
  failed: "Failed",
};
const SECONDS_PER_MINUTE = 60;
const MINUTES_PER_HOUR = 60;

/** How an import stands, in words. */
export function importLine({
  state,
  progress_percent: percent,
  eta_seconds: eta,
  problem,
}: BackfillContract): string {
  const parts = [STATE_WORDS[state]];
  const wasRead = state === "done" || (state === "failed" && percent === 100);
  if (percent !== null && !wasRead) parts.push(`${Math.floor(percent)} %`);
  if (eta !== null) parts.push(`about ${timeLeft(eta)} left`);
  const line = parts.join(", ");
  if (problem === null) return line;
  return state === "failed" ? `${line}: ${problem}` : `${line}. Trying again: ${problem}`;
}

export function timeLeft(seconds: number): string {
  if (seconds < SECONDS_PER_MINUTE) return `${Math.max(1, Math.ceil(seconds))} s`;
  const minutes = Math.ceil(seconds / SECONDS_PER_MINUTE);
  if (minutes < MINUTES_PER_HOUR) return `${minutes} min`;
  return `${Math.floor(minutes / MINUTES_PER_HOUR)} h ${minutes % MINUTES_PER_HOUR} min`;
}
