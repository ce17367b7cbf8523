import * as z from "zod";

/** What a database refuses in a text or JSON, or no reader sees: control characters but tab and line ends, half characters. */
const UNKEPT = /[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\p{Cs}]/u;
const isKept = (text: string) => !UNKEPT.test(text);
const PROBLEM = "holds a control character or half a character";

/** A text from outside that is kept. */
export const textInput = z.string().refine(isKept, PROBLEM);

/** An http(s) address from outside that is kept. */
export const webUrlInput = z
  .url({ protocol: /^https?$/, error: "is no http(s) address" })
  .refine(isKept, PROBLEM);

/** A time from outside, as it was written. */
export const timeInput = z.iso
  .datetime({ offset: true })
  .refine((text) => Date.parse(text) >= 0, "is before 1970");
