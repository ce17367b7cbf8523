import { TARGET_RANGES, type ObjectiveKindCode } from "@/lib/contracts/objective";
import type { ObjectiveKind } from "@/lib/domain/objective";

const PER_CENT = 100;

const CODES: Readonly<Record<ObjectiveKind, ObjectiveKindCode>> = {
  availability: "availability",
  "latency-p99": "latency_p99",
  "latency-p95": "latency_p95",
  "error-ratio": "error_rate",
};

export function kindCode(kind: ObjectiveKind): ObjectiveKindCode {
  return CODES[kind];
}

export function kindOfCode(code: ObjectiveKindCode): ObjectiveKind {
  switch (code) {
    case "availability":
      return "availability";
    case "latency_p99":
      return "latency-p99";
    case "latency_p95":
      return "latency-p95";
    case "error_rate":
      return "error-ratio";
    default:
      return code satisfies never;
  }
}

/** A target in the contract's unit; the decimals that it cannot have come from dividing by a hundred. */
export function targetOfContract(code: ObjectiveKindCode, target: number): number {
  return code === "availability" ? rounded(target / PER_CENT, TARGET_RANGES.error_rate.decimals) : target;
}

export function contractTarget(kind: ObjectiveKind, target: number): number {
  if (kind !== "availability") return target;
  return rounded(target * PER_CENT, TARGET_RANGES.availability.decimals);
}

export function targetUnit(code: ObjectiveKindCode): "per cent" | "ms" | "ratio" {
  switch (code) {
    case "availability":
      return "per cent";
    case "error_rate":
      return "ratio";
    case "latency_p99":
    case "latency_p95":
      return "ms";
    default:
      return code satisfies never;
  }
}

function rounded(value: number, decimals: number): number {
  return Number(value.toFixed(decimals));
}
