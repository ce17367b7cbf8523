import type { StoredObjective } from "@/lib/domain/objective";
import { sameScope } from "@/lib/slo/objective-scope";
import type { ObjectiveSettings } from "@/lib/slo/objective-store";
import type { WantedObjective } from "./read-slo";

/** What an import does with one objective of its file. */
export type ImportStep =
  | { readonly kind: "create"; readonly name: string; readonly settings: ObjectiveSettings }
  | {
      readonly kind: "change";
      readonly name: string;
      readonly settings: ObjectiveSettings;
      readonly before: StoredObjective;
    }
  | { readonly kind: "unchanged"; readonly name: string; readonly settings: ObjectiveSettings };

/** Objectives are the same by kind and scope. What the file does not speak of stays as it is. */
export function planImport(
  wanted: readonly WantedObjective[],
  stored: readonly StoredObjective[],
): readonly ImportStep[] {
  return wanted.map(({ name, settings }): ImportStep => {
    const before = stored.find((each) => sameScope(each, settings));
    if (before === undefined) return { kind: "create", name, settings };
    const isSame = before.target === settings.target && before.windowDays === settings.windowDays;
    return isSame ? { kind: "unchanged", name, settings } : { kind: "change", name, settings, before };
  });
}
