import * as z from "zod";
import { textInput } from "./text";

export const MAX_PAGE = 1_000;

/** What every list takes. */
export const pageQueryShape = {
  limit: z.coerce
    .number()
    .int()
    .min(1)
    .max(MAX_PAGE)
    .default(MAX_PAGE)
    .meta({ description: "Most rows of one answer" }),
  cursor: textInput.max(400).optional().meta({ description: "`meta.next_cursor` of the page before" }),
};
