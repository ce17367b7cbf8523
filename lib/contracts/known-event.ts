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
    traffic_change_percent: z.number().gt(LEAST_CHANGE).max(MOST_CHANGE).optional().meta({
      description:
        "Of the traffic without it: 30 is 30 % more, −20 is 20 % less; left out where `like` is given",
      "x-unit": "per cent",
    }),
    like: textInput.min(1).nullable().default(null).meta({
      description:
        "Id of an earlier event whose measured effect it shall have, instead of traffic_change_percent",
    }),
  })
  .refine(({ traffic_change_percent: change, like }) => (change === undefined) === (like !== null), {
    path: ["traffic_change_percent"],
    message: "is required, unless like names an earlier event: then it must be left out",
  })
  .refine(({ from, to }) => Date.parse(from) < Date.parse(to), {
    path: ["to"],
    message: "must be after from",
  })
  .meta({ id: "SetKnownEvent", description: "Something that is known to change the traffic" });
export type KnownEventBody = z.infer<typeof knownEventBodySchema>;

const percent = (description: string) => z.number().meta({ description, "x-unit": "per cent" });
const range = {
  low_percent: percent("Against the single weeks before it: the least"),
  high_percent: percent("The most"),
};

/** The earlier event whose measured effect another one has. */
const likeSchema = z
  .object({ event_id: z.string(), from: isoTime("When it began"), ...range })
  .meta({ id: "KnownEventLike" });

/** What an event did. */
const measuredEffectSchema = z
  .object({
    traffic_change_percent: percent("Of the requests that were usual: 38 is 38 % more"),
    ...range,
    hours: z.int().meta({ description: "Whole hours of it that were compared", "x-unit": "hours" }),
    measured_at: isoTime("When it was measured"),
    method: z.string().meta({ description: "How, in words" }),
  })
  .meta({ id: "KnownEventEffect" });

export const knownEventSchema = z
  .object({
    id: z.string(),
    name: z.string(),
    from: isoTime("When it begins"),
    to: isoTime("When it is over"),
    regions: z.array(z.string()).meta({ description: "None: everywhere" }),
    traffic_change_percent: percent("As it is planned with: stated, or that of `like`"),
    like: likeSchema
      .nullable()
      .meta({ description: "The earlier event that it is planned like; null: stated" }),
    measured: measuredEffectSchema.nullable().meta({
      description: "What it did to the requests of its regions, from stored hours; null: see `not_measured`",
    }),
    not_measured: z.enum(["not-yet", "no-history", "too-short", "too-long"]).nullable().meta({
      description:
        "`not-yet`: it is not over, or was entered just now; `no-history`: too few hours of it or of the four weeks before are stored; `too-short`: it holds no whole hour; `too-long`: over four weeks, it is usual itself",
    }),
    etag: z.string().meta({ description: "For If-Match" }),
  })
  .meta({ id: "KnownEvent", description: "Something that is known to change the traffic" });
export type KnownEventContract = z.infer<typeof knownEventSchema>;

export const knownEventResponseSchema = successSchema(knownEventSchema);
export const knownEventListResponseSchema = successSchema(z.array(knownEventSchema));
