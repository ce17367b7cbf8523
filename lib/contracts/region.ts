import * as z from "zod";
import { isTimeZone } from "@/lib/domain/time-zone";
import { successSchema } from "./envelope";
import { textInput } from "./text";

const MAX_TEXT = 200;
const MAX_LATITUDE = 90;
const MAX_LONGITUDE = 180;
/** Any real price is far below; what is above is a slip. */
const MAX_MONEY = 1_000_000_000_000;

const degrees = (max: number) => {
  const problem = `must be a number from −${max} to ${max}`;
  return z.number(problem).min(-max, problem).max(max, problem).nullable().default(null);
};
const amountOfMoney = z
  .number("must be a number of at least 0")
  .min(0, "must be a number of at least 0")
  .max(MAX_MONEY, "is more than any region costs or earns")
  .nullable()
  .default(null);

export const regionBodySchema = z
  .strictObject({
    name: textInput
      .trim()
      .min(1, "is empty")
      .max(MAX_TEXT, `is longer than ${MAX_TEXT} characters`)
      .nullable()
      .default(null)
      .meta({ description: "What people call it; null: the usual name of its code" }),
    latitude: degrees(MAX_LATITUDE).meta({ description: "Degrees north; with `longitude` or not at all" }),
    longitude: degrees(MAX_LONGITUDE).meta({ description: "Degrees east" }),
    time_zone: textInput
      .trim()
      .refine(isTimeZone, "is no time zone known here; write one such as Europe/Dublin")
      .nullable()
      .default(null)
      .meta({ description: "IANA name" }),
    price_per_server_hour: amountOfMoney.meta({ description: "Reporting currency; for cost figures" }),
    revenue_per_minute: amountOfMoney.meta({
      description: "Reporting currency; for revenue at risk where no revenue metric comes",
    }),
  })
  .refine(({ latitude, longitude }) => latitude === null || longitude !== null, {
    path: ["longitude"],
    message: "is needed with a latitude",
  })
  .refine(({ latitude, longitude }) => longitude === null || latitude !== null, {
    path: ["latitude"],
    message: "is needed with a longitude",
  })
  .meta({ id: "UpdateRegion", description: "All that is known of a region; what is left out is unset" });
export type RegionBody = z.output<typeof regionBodySchema>;

const notConfigured = (description: string) => ({ description: `${description}; null: not configured` });

export const regionSchema = z
  .object({
    code: z.string().meta({ description: "As senders name it" }),
    name: z.string().meta({ description: "What people call it" }),
    latitude: z.number().nullable().meta(notConfigured("Degrees north")),
    longitude: z.number().nullable().meta(notConfigured("Degrees east")),
    time_zone: z.string().nullable().meta(notConfigured("IANA name")),
    price_per_server_hour: z.number().nullable().meta(notConfigured("Reporting currency")),
    revenue_per_minute: z.number().nullable().meta(notConfigured("Reporting currency")),
    etag: z.string().meta({ description: "For If-Match" }),
  })
  .meta({ id: "Region", description: "A region and what an admin knows of it" });
export type RegionContract = z.infer<typeof regionSchema>;

export const regionResponseSchema = successSchema(regionSchema);
export const regionListResponseSchema = successSchema(z.array(regionSchema));
