import * as z from "zod";
import { DEPLOYMENT_KINDS, DEPLOYMENT_OUTCOMES } from "@/lib/domain/deployment";
import { successSchema } from "./envelope";
import { isoTime } from "./figure";
import { MAX_PAGE } from "./page-query";
import { textInput, timeInput, webUrlInput } from "./text";

const MAX_NAME = 200;
const MAX_URL = 2_000;
const DEFAULT_LIMIT = 100;
const name = textInput.trim().min(1).max(MAX_NAME);
const time = (description: string) =>
  timeInput.transform((text) => Date.parse(text)).meta({ description: `${description} (ISO 8601)` });

export const recordDeploymentBodySchema = z
  .strictObject({
    external_id: name.optional().meta({
      description:
        "The sender's own id: the same one again updates the event (an outcome that is known by now) and never makes a second",
    }),
    service: name.nullable().default(null).meta({ description: "null: all services" }),
    region: name.nullable().default(null).meta({ description: "null: all regions" }),
    environment: name.default("production"),
    kind: z.enum(DEPLOYMENT_KINDS).default("deploy"),
    outcome: z.enum(DEPLOYMENT_OUTCOMES).default("succeeded"),
    version: name.nullable().default(null),
    deployed_at: time("When it happened; default: now").optional(),
    commit: name.nullable().default(null),
    committed_at: time("When the change was committed: gives the lead time").nullable().default(null),
    url: webUrlInput.max(MAX_URL).nullable().default(null),
    description: textInput.trim().max(MAX_URL).nullable().default(null),
  })
  .meta({ id: "RecordDeployment", description: "A change of what runs" });
export type RecordDeploymentBody = z.output<typeof recordDeploymentBodySchema>;

export const deploymentSchema = z
  .object({
    id: z.string(),
    external_id: z.string().nullable(),
    source: z.string().meta({ description: "`api`, or the integration that it came through" }),
    service: z.string().nullable().meta({ description: "null: all services" }),
    region: z.string().nullable().meta({ description: "null: all regions" }),
    environment: z.string(),
    kind: z.enum(DEPLOYMENT_KINDS),
    outcome: z.enum(DEPLOYMENT_OUTCOMES),
    version: z.string().nullable(),
    deployed_at: isoTime("When it happened"),
    commit: z.string().nullable(),
    committed_at: isoTime("When the change was committed; null: not known").nullable(),
    url: z.string().nullable(),
    description: z.string().nullable(),
    demo: z.boolean().meta({ description: "The simulated fleet's" }),
    recorded_at: isoTime("When it was first reported"),
    recorded_by: z.string(),
  })
  .meta({ id: "Deployment", description: "A change event" });
export type DeploymentContract = z.infer<typeof deploymentSchema>;

export const listDeploymentsQuerySchema = z
  .strictObject({
    service: name.optional().meta({ description: "Those of the service, and those of all services" }),
    region: name.optional().meta({ description: "Those of the region, and those of all regions" }),
    environment: name.optional(),
    kind: z.enum(DEPLOYMENT_KINDS).optional(),
    from: time("Deployed at or after").optional(),
    to: time("Deployed before").optional(),
    limit: z.coerce.number().int().min(1).max(MAX_PAGE).default(DEFAULT_LIMIT),
    cursor: z
      .string()
      .regex(/^\d{1,15}\.[\da-f-]{36}$/, "is not one that an answer gave")
      .transform((cursor) => {
        const [atMs, id] = cursor.split(".");
        return { deployedAtMs: Number(atMs), id };
      })
      .optional()
      .meta({ description: "`meta.next_cursor` of the page before" }),
  })
  .refine(({ from, to }) => from === undefined || to === undefined || from < to, {
    path: ["from"],
    message: "must be before to",
  });
export type ListDeploymentsQuery = z.output<typeof listDeploymentsQuerySchema>;

export const deploymentResponseSchema = successSchema(deploymentSchema);
export type DeploymentResponse = z.infer<typeof deploymentResponseSchema>;
export const deploymentListResponseSchema = successSchema(z.array(deploymentSchema));
export type DeploymentListResponse = z.infer<typeof deploymentListResponseSchema>;
