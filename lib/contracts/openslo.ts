import * as z from "zod";
import { successSchema } from "./envelope";
import { objectiveKindSchema } from "./objective";

/** What an import of OpenSLO v1 is sent as. */
export const OPENSLO_TYPES = ["application/yaml", "text/yaml", "application/x-yaml", "text/x-yaml"] as const;

export const opensloTextSchema = z.string().min(1, "is empty").meta({
  id: "OpenSloYaml",
  description: "OpenSLO v1 objects (github.com/OpenSLO/OpenSLO), separated by ---",
});

export const importOpensloQuerySchema = z.strictObject({
  dry_run: z
    .enum(["true", "false"])
    .default("false")
    .transform((text) => text === "true")
    .meta({ description: "`true`: nothing is changed; the answer says what an import would do" }),
});

const settings = z.object({
  name: z.string().meta({ description: "`metadata.name` of the SLO" }),
  kind: objectiveKindSchema,
  region: z.string().nullable(),
  service: z.string().nullable(),
  target: z.number(),
  target_unit: z.enum(["per cent", "ms", "ratio"]),
  window_days: z.int(),
});

export const opensloReportSchema = z
  .object({
    applied: z.boolean().meta({ description: "False: a dry run" }),
    created: z.array(settings),
    changed: z.array(settings.extend({ before: z.object({ target: z.number(), window_days: z.int() }) })),
    unchanged: z.array(settings),
    not_understood: z
      .array(
        z.object({
          line: z.int(),
          where: z.string(),
          problem: z.string(),
          refused: z.boolean().meta({
            description:
              "True: nothing is imported while it is there; false: it has no effect, the rest is imported",
          }),
        }),
      )
      .meta({ description: "Line by line" }),
  })
  .meta({ id: "OpenSloReport", description: "What an import does, or would do" });
export type OpensloReport = z.output<typeof opensloReportSchema>;

export const opensloReportResponseSchema = successSchema(opensloReportSchema);
export type OpensloReportResponse = z.infer<typeof opensloReportResponseSchema>;
