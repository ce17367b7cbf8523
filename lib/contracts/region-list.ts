import * as z from "zod";
import { textInput } from "./text";

const MAX_NAMED_REGIONS = 500;

/** A parameter of regions, separated by commas. */
export const regionList = z
  .string()
  .transform((list) => [...new Set(list.split(",").map((code) => code.trim()))])
  .pipe(
    z.array(textInput.min(1, "a region's name is empty")).max(MAX_NAMED_REGIONS, "names too many regions"),
  );
