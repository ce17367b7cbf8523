import type { Incident } from "@/lib/domain/incident";

/** What resolved an incident, a line each. */
export function resolutionSteps({ resolution }: Pick<Incident, "resolution">): string[] {
  return (resolution ?? "").split("\n").filter((line) => line.trim() !== "");
}
