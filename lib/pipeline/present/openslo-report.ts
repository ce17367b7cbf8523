import type { OpensloReport } from "@/lib/contracts/openslo";

/** How many objectives an import creates or changes. */
export function changeCount({ created, changed }: OpensloReport): number {
  return created.length + changed.length;
}

/** Whether there is anything to confirm. */
export function isImportable(report: OpensloReport): boolean {
  return changeCount(report) > 0 && !report.not_understood.some(({ refused }) => refused);
}

/** What an import does, in a sentence: `1 objective created, 2 changed, 3 unchanged.` */
export function changeSentence({ created, changed, unchanged }: OpensloReport): string {
  const parts = [
    [created.length, "created"],
    [changed.length, "changed"],
    [unchanged.length, "unchanged"],
  ] as const;
  const told = parts.filter(([count]) => count > 0).map(([count, word]) => ({ count, word }));
  if (told.length === 0) return "The file asks for no objective.";
  const [first, ...rest] = told;
  const noun = first.count === 1 ? "objective" : "objectives";
  return (
    [`${first.count} ${noun} ${first.word}`, ...rest.map(({ count, word }) => `${count} ${word}`)].join(
      ", ",
    ) + "."
  );
}
