import { z } from "zod";
import { DAY_MS, MINUTE_MS } from "@/lib/domain/window";
import type { RefusedReason } from "@/lib/domain/refusal";
import type { Label } from "@/lib/domain/sample";

const limit = z.int().nonnegative();

/** What a sender may ask us to keep. */
export const admissionLimitsSchema = z
  .object({
    maxLabels: limit,
    maxLabelNameBytes: limit,
    maxLabelValueBytes: limit,
    /** Of all senders together. */
    maxSeries: limit,
    /** Of one key. */
    newSeriesPerMinute: limit,
    maxRegions: limit,
    maxServices: limit,
  })
  .readonly();
export type AdmissionLimits = z.infer<typeof admissionLimitsSchema>;

export const DEFAULT_ADMISSION_LIMITS: AdmissionLimits = {
  maxLabels: 64,
  maxLabelNameBytes: 256,
  maxLabelValueBytes: 2048,
  maxSeries: 1_000_000,
  newSeriesPerMinute: 200_000,
  maxRegions: 200,
  maxServices: 2_000,
};

export const MAX_AGE_MS = DAY_MS;
export const MAX_AHEAD_MS = 10 * MINUTE_MS;
export const MAX_SCOPE_NAME_LENGTH = 100;

const NAME_LABEL = "__name__";
const BYTES_PER_CODE_UNIT = 3;
const UNPRINTABLE = /[\p{C}\p{Zl}\p{Zp}]/u;

/** Why a new series is refused for its labels; null when it is not. UTF-8 itself is the decoders' matter. */
export function checkLabels(
  labels: readonly Label[],
  limits: AdmissionLimits = DEFAULT_ADMISSION_LIMITS,
): RefusedReason | null {
  if (labels.length > limits.maxLabels) return "too-many-labels";
  const seen = new Set<string>();
  let named = false;
  for (const [name, value] of labels) {
    if (name === "" || seen.has(name)) return "invalid-labels";
    if (isLonger(name, limits.maxLabelNameBytes) || isLonger(value, limits.maxLabelValueBytes))
      return "label-too-long";
    seen.add(name);
    named ||= name === NAME_LABEL && value !== "";
  }
  return named ? null : "invalid-labels";
}

/** Whether a region's or a service's name can be stored and shown; null when it can. */
export function checkScopeName(name: string): RefusedReason | null {
  if (name.length > MAX_SCOPE_NAME_LENGTH) return "label-too-long";
  return name.trim() === "" || UNPRINTABLE.test(name) ? "invalid-labels" : null;
}

/** Whether a sample's time is one to believe; null when it is. */
export function checkTime(timeMs: number, nowMs: number): "too-old" | "too-new" | null {
  if (timeMs > nowMs + MAX_AHEAD_MS) return "too-new";
  return timeMs >= nowMs - MAX_AGE_MS ? null : "too-old";
}

function isLonger(text: string, maxBytes: number): boolean {
  return text.length * BYTES_PER_CODE_UNIT > maxBytes && Buffer.byteLength(text) > maxBytes;
}
