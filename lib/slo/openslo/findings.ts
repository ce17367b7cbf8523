/** Something of a file that is not understood, and why. */
export interface Finding {
  readonly line: number;
  /** Which object and field: `SLO checkout-availability: spec.timeWindow[0].duration`. */
  readonly where: string;
  readonly problem: string;
  /** True: nothing is imported while it is there. False: it has no effect here, and the rest is imported. */
  readonly refused: boolean;
}

/** A file of many mistakes is told enough of them. */
const MAX_FINDINGS = 200;

/** What was not understood so far, in the order of the file. */
export class Findings {
  private readonly found: Finding[] = [];

  /** It decides what an objective is: without understanding it, none may be made of it. */
  refuse(line: number, where: string, problem: string): void {
    this.found.push({ line, where, problem, refused: true });
  }

  /** It changes nothing of an objective. */
  ignore(line: number, where: string, problem: string): void {
    this.found.push({ line, where, problem, refused: false });
  }

  /** How many refuse the import. */
  get refusals(): number {
    return this.found.filter(({ refused }) => refused).length;
  }

  /** Those that refuse first where there are too many. */
  get list(): readonly Finding[] {
    const byLine = (a: Finding, b: Finding) => a.line - b.line;
    const byWeight = [...this.found].sort((a, b) => Number(b.refused) - Number(a.refused) || byLine(a, b));
    return byWeight.slice(0, MAX_FINDINGS).sort(byLine);
  }
}
