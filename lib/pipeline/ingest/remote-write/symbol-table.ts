import { AppError } from "@/lib/platform/errors";

const FIRST_SYMBOLS = 256;
/** A symbol of a request that needs so many is used once: such a request is better sent in parts. */
const MAX_SYMBOLS = 500_000;

/** Where the symbols of a remote_write 2.0 request are in its bytes. */
export class SymbolTable {
  count = 0;
  private starts = new Int32Array(FIRST_SYMBOLS);
  private ends = new Int32Array(FIRST_SYMBOLS);

  add(start: number, end: number): void {
    if (this.count === this.starts.length) this.grow();
    this.starts[this.count] = start;
    this.ends[this.count++] = end;
  }

  start(reference: number): number {
    return this.starts[reference];
  }

  end(reference: number): number {
    return this.ends[reference];
  }

  /** The first reference to that text, or -1. */
  find(bytes: Buffer, text: Buffer): number {
    for (let at = 0; at < this.count; at++)
      if (
        this.ends[at] - this.starts[at] === text.length &&
        bytes.compare(text, 0, text.length, this.starts[at], this.ends[at]) === 0
      )
        return at;
    return -1;
  }

  private grow(): void {
    if (this.count >= MAX_SYMBOLS)
      throw new AppError("too-large", `More than ${MAX_SYMBOLS} symbols in one request: send smaller ones.`);
    const starts = new Int32Array(2 * this.count);
    const ends = new Int32Array(2 * this.count);
    starts.set(this.starts);
    ends.set(this.ends);
    this.starts = starts;
    this.ends = ends;
  }
}
