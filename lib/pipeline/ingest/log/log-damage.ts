/**
 * One finding of damage while reading the log. `segment` is the file's name, `offset` a byte position in it.
 * - `torn-tail`: from `offset` to the file's end nothing is a record: a write that power loss or a kill cut short.
 * - `bad-record`: a record was lost; those behind it are delivered. `sequence` is null when not even that is certain.
 * - `bad-length`: only the length field of a record was damaged; its crc proved the rest and the record is delivered.
 * - `repeated-record`: an intact record whose sequence was passed already; it is not delivered again.
 */
export type LogDamage =
  | { readonly kind: "torn-tail"; readonly segment: string; readonly offset: number; readonly bytes: number }
  | {
      readonly kind: "bad-record";
      readonly segment: string;
      readonly offset: number;
      readonly sequence: number | null;
    }
  | {
      readonly kind: "bad-length" | "repeated-record";
      readonly segment: string;
      readonly offset: number;
      readonly sequence: number;
    };
