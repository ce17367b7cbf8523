import * as z from "zod";
import { successSchema } from "./envelope";
import { textInput } from "./text";

const MAX_TEXT = 200;
const MOST_TIERS = 4;
const MAX_DEPENDENCIES = 200;

const words = textInput.trim().min(1, "is empty").max(MAX_TEXT, `is longer than ${MAX_TEXT} characters`);
const TIER_PROBLEM = `must be a whole number from 1 to ${MOST_TIERS}`;
const REACH_PROBLEM = "must be a number from 0 to 1";

const dependencies = z
  .array(words)
  .max(MAX_DEPENDENCIES, `are more than ${MAX_DEPENDENCIES}`)
  .superRefine((names, context) => {
    names.forEach((name, index) => {
      if (names.indexOf(name) < index)
        context.addIssue({ code: "custom", path: [index], message: `names ${name} a second time` });
    });
  });

export const serviceBodySchema = z
  .strictObject({
    owner: words.nullable().default(null).meta({ description: "The team that it belongs to" }),
    contact: words
      .nullable()
      .default(null)
      .meta({ description: "Whom to call when it fails: a name, an address, a link" }),
    tier: z
      .int(TIER_PROBLEM)
      .min(1, TIER_PROBLEM)
      .max(MOST_TIERS, TIER_PROBLEM)
      .nullable()
      .default(null)
      .meta({ description: "1 is the most important" }),
    dependencies: dependencies.default([]).meta({ description: "Names of the services that it calls" }),
    reach: z
      .number(REACH_PROBLEM)
      .min(0, REACH_PROBLEM)
      .max(1, REACH_PROBLEM)
      .default(1)
      .meta({ description: "Share of sessions that touch it, 0–1; for users affected" }),
  })
  .meta({ id: "UpdateService", description: "All that is known of a service; what is left out is unset" });
export type ServiceBody = z.output<typeof serviceBodySchema>;

export const serviceSchema = z
  .object({
    name: z.string().meta({ description: "As senders name it" }),
    owner: z.string().nullable().meta({ description: "null: not configured" }),
    contact: z.string().nullable().meta({ description: "null: not configured" }),
    tier: z.int().nullable().meta({ description: "1 is the most important; null: not configured" }),
    dependencies: z.array(z.string()).meta({ description: "Names of the services that it calls" }),
    reach: z.number().meta({ description: "Share of sessions that touch it, 0–1; 1 unless set" }),
    etag: z.string().meta({ description: "For If-Match" }),
  })
  .meta({ id: "Service", description: "A service and what an admin knows of it" });
export type ServiceContract = z.infer<typeof serviceSchema>;

export const serviceResponseSchema = successSchema(serviceSchema);
export const serviceListResponseSchema = successSchema(z.array(serviceSchema));
