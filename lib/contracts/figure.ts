import * as z from "zod";

/**
 * The units of the REST contract, one builder each, so that no route spells a unit of its own. Every figure is
 * nullable: null is 'not known', and the answer's `meta.missing` says why and what to do. `method` ends up in OpenAPI.
 * Only units with an end are bounded (`present` clamps them): a sender's odd gauge must not make an answer invalid.
 */
const figure = (unit: string, method: string, schema: z.ZodNumber = z.number()) =>
  schema.nullable().meta({ description: `${method} (${unit})`, "x-unit": unit });

/** Latency in milliseconds. */
export const latencyMs = (method: string) => figure("ms", method);
/** Per cent, 0–100. */
export const percent = (method: string) => figure("per cent", method, z.number().min(0).max(100));
/** A ratio, 0–1. */
export const ratio = (method: string) => figure("ratio 0–1", method, z.number().min(0).max(1));
/** Events per second. */
export const perSecond = (method: string) => figure("per second", method);
/** Events per hour. */
export const perHour = (method: string) => figure("per hour", method);
/** Events per day. */
export const perDay = (method: string) => figure("per day", method);
/** A difference in per cent of something; may be negative, and has no end. */
export const relativePercent = (method: string) => figure("per cent", method);
/** A number of things; fractional where it is a mean over a window. */
export const amount = (method: string) => figure("count", method);
/** A whole number of things. */
export const wholeAmount = (method: string) => figure("count", method, z.int().nonnegative());
/** A score, 0–100. */
export const score = (method: string) => figure("score 0–100", method, z.number().min(0).max(100));
/** Money in the reporting currency (`meta.currency`); may be negative. */
export const money = (method: string) => figure("currency", method);

/** ISO 8601 time in UTC. */
export const isoTime = (description: string) =>
  z.iso.datetime().meta({ description: `${description} (ISO 8601, UTC)` });
