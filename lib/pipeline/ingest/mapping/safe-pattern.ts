/** Patterns come from people: these limits keep the dearest one allowed at some ten milliseconds for one new series. */
export const MAX_PATTERN_LENGTH = 500;
export const MAX_UNBOUNDED_REPEATS = 3;
/** Longer names and label values match no pattern. */
export const MAX_TESTED_LENGTH = 256;

export class UnsafePatternError extends Error {
  constructor(
    readonly pattern: string,
    readonly problem: string,
  ) {
    super(`Pattern ${JSON.stringify(pattern)}: ${problem}`);
    this.name = "UnsafePatternError";
  }
}

/** A regular expression anchored at both ends, as in Prometheus. Throws an UnsafePatternError. */
export function compilePattern(pattern: string): RegExp {
  const problem = patternProblem(pattern);
  if (problem !== null) throw new UnsafePatternError(pattern, problem);
  return anchored(pattern);
}

/**
 * Why a pattern is refused; null when it is not. Catastrophic backtracking needs a repeated group that can match the same
 * text in several ways, a back-reference, or many unbounded repeats in a row: none of them is allowed.
 */
export function patternProblem(pattern: string): string | null {
  if (pattern.length > MAX_PATTERN_LENGTH) return `is longer than ${MAX_PATTERN_LENGTH} characters`;
  try {
    anchored(pattern);
  } catch {
    return "is not a regular expression";
  }
  return new PatternScan(pattern).problem();
}

function anchored(pattern: string): RegExp {
  return new RegExp(`^(?:${pattern})$`, "s");
}

interface Group {
  repeats: boolean;
  alternates: boolean;
}

const REPEAT = /^(?:[*+?]|\{\d+(?:,\d*)?\})\??/;
const BACK_REFERENCE = /^\\(?:[1-9]|k)/;
const CHARACTER_CLASS = /^\[(?:\\[\s\S]|[^\]\\])*\]/;

class PatternScan {
  private readonly open: Group[] = [{ repeats: false, alternates: false }];
  private justClosed: Group | null = null;
  private unboundedRepeats = 0;

  constructor(private readonly pattern: string) {}

  problem(): string | null {
    for (let at = 0; at < this.pattern.length;) {
      const rest = this.pattern.slice(at);
      if (BACK_REFERENCE.test(rest)) return "refers back to a group";
      const repeat = REPEAT.exec(rest)?.[0];
      if (repeat !== undefined) {
        if (this.isAmbiguous(repeat)) return "repeats a group that itself repeats or alternates";
        if (this.unboundedRepeats > MAX_UNBOUNDED_REPEATS)
          return `has more than ${MAX_UNBOUNDED_REPEATS} open repeats`;
      }
      at += repeat?.length ?? this.step(rest);
    }
    return null;
  }

  private isAmbiguous(repeat: string): boolean {
    const group = this.justClosed;
    this.justClosed = null;
    if (repeat.startsWith("?")) return false;
    this.open[this.open.length - 1].repeats = true;
    if (!/^\{\d+\}/.test(repeat)) this.unboundedRepeats++;
    return group !== null && (group.repeats || group.alternates);
  }

  /** Takes one atom; returns its length. */
  private step(rest: string): number {
    this.justClosed = null;
    const group = this.open[this.open.length - 1];
    if (rest[0] === "\\") return 2;
    if (rest[0] === "[") return CHARACTER_CLASS.exec(rest)?.[0].length ?? 1;
    if (rest[0] === "|") group.alternates = true;
    if (rest[0] === "(") return this.openGroup(rest);
    if (rest[0] === ")") this.closeGroup();
    return 1;
  }

  private openGroup(rest: string): number {
    this.open.push({ repeats: false, alternates: false });
    return rest[1] === "?" ? 2 : 1; // the `?` of `(?:`, `(?!` repeats nothing
  }

  private closeGroup(): void {
    const closed = this.open.pop();
    const outer = this.open[this.open.length - 1];
    if (closed === undefined || outer === undefined) return;
    outer.repeats ||= closed.repeats;
    outer.alternates ||= closed.alternates;
    this.justClosed = closed;
  }
}
