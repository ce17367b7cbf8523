import * as z from "zod";
import { SCOPES } from "@/lib/platform/actor";
import { successSchema } from "./envelope";

export const actorSchema = z
  .object({
    name: z.string().meta({ description: "As the audit names them" }),
    scopes: z.array(z.enum(SCOPES)).meta({ description: "What they may" }),
  })
  .meta({ id: "Actor", description: "Who asks" });
export type ActorContract = z.infer<typeof actorSchema>;

export const actorResponseSchema = successSchema(actorSchema);
