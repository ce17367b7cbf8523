import * as z from "zod";
import { successSchema } from "./envelope";
import { isoTime } from "./figure";
import { textInput, timeInput } from "./text";

const MAX_NAME = 80;
const MAX_REGIONS = 100;
const LEAST_CHANGE = -100;
const MOST_CHANGE = 10_000;

export const knownEventBodySchema = z
  .strictObject({
    name: textInput.trim().min(1).max(MAX_NAME),
    from: timeInput.meta({ description: "When it begins (ISO 8601)" }),
    to: timeInput.meta({ description: "When it is over (ISO 8601)" }),
    regions: z
      .array(textInput.min(1))
      .max(MAX_REGIONS)
      .default([])
      .meta({ description: "Codes of the regions where; none: everywhere" }),
    traffic_change_percent: z.number().gt(LEAST_CHANGE).max(MOST_CHANGE).meta({
      description: "Of the traffic without it: 30 is 30 % more, −20 is 20 % less",
      "x-unit": "per cent",
    }),
  })
  .refine(({ from, to }) => Date.parse(from) < Date.parse(to), {
    path: ["to"],
    message: "must be after from",
  })
  .meta({ id: "SetKnownEvent", description: "Something that is known to change the traffic" });
export type KnownEventBody = z.infer<typeof knownEventBodySchema>;

export const knownEventSchema = z
  .object({
    id: z.string(),
    name: z.string(),
    from: isoTime("When it begins"),
    to: isoTime("When it is over"),
    regions: z.array(z.string()).meta({ description: "None: everywhere" }),
    traffic_change_percent: z.number().meta({ "x-unit": "per cent" }),
    etag: z.string().meta({ description: "For If-Match" }),
  })
  .meta({ id: "KnownEvent", description: "Something that is known to change the traffic" });
export type KnownEventContract = z.infer<typeof knownEventSchema>;

export const knownEventResponseSchema = successSchema(knownEventSchema);
export const knownEventListResponseSchema = successSchema(z.array(knownEventSchema));
