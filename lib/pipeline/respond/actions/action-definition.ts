import type { ResponseAction } from "@/lib/domain/response";

/** What is known of an action, whoever carries it out. */
export interface ActionDefinition {
  /** What changes, at a place whose name is given. */
  change(place: string, action: ResponseAction): string;
  /** What it should come to, as people say it before it is done. */
  readonly expected: string;
  /** null: there is no share to choose. */
  readonly mostShare: number | null;
  /** Taking it back leaves the place as it was. */
  readonly undoable: boolean;
}

export function shareWords({ share }: ResponseAction): string {
  return `${Math.round((share ?? 0) * 100)} %`;
}
