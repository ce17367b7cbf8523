import { expect, test } from "vitest";
import type { OpensloReport } from "@/lib/contracts/openslo";
import { changeCount, changeSentence, isImportable } from "./openslo-report";

const settings = (name: string) =>
  ({
    ...{
      name,
      kind: "availability",
      region: null,
      service: null,
      target: 99.9,
      target_unit: "per cent",
      window_days: 30,
    },
  }) as OpensloReport["created"][number];
const finding = (refused: boolean) => ({ line: 1, where: "file", problem: "is odd", refused });
const report = (
  created: number,
  changed: number,
  unchanged: number,
  ...refusals: boolean[]
): OpensloReport => ({
  applied: false,
  created: Array.from({ length: created }, (_, index) => settings(`a${index}`)),
  changed: Array.from({ length: changed }, (_, index) => ({
    ...settings(`b${index}`),
    before: { target: 99, window_days: 30 },
  })),
  unchanged: Array.from({ length: unchanged }, (_, index) => settings(`c${index}`)),
  not_understood: refusals.map(finding),
});

test.each([
  [report(0, 0, 0), "The file asks for no objective.", 0, false],
  [report(0, 0, 4), "4 objectives unchanged.", 0, false],
  [report(1, 0, 0), "1 objective created.", 1, true],
  [report(2, 1, 3, false), "2 objectives created, 1 changed, 3 unchanged.", 3, true],
  [report(2, 1, 3, false, true), "2 objectives created, 1 changed, 3 unchanged.", 3, false],
])(
  "%#: a sentence, how many changes, and whether they can be confirmed",
  (one, sentence, count, importable) => {
    expect([changeSentence(one), changeCount(one), isImportable(one)]).toEqual([sentence, count, importable]);
  },
);
