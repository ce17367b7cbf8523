import * as z from "zod";

/** RFC 9457, served as application/problem+json. */
export const problemSchema = z
  .object({
    type: z.string().meta({ description: "URI reference of the kind of problem" }),
    title: z.string(),
    status: z.int().min(400).max(599),
    detail: z.string().optional(),
    instance: z.string().optional(),
    errors: z
      .array(
        z.object({
          pointer: z
            .string()
            .meta({ description: "JSON pointer into the body, or the name of a query parameter" }),
          message: z.string(),
        }),
      )
      .optional(),
  })
  .meta({ id: "Problem", description: "A refusal (RFC 9457)" });
export type Problem = z.infer<typeof problemSchema>;
