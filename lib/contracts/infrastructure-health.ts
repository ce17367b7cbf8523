import * as z from "zod";
import { successSchema } from "./envelope";
import { percent, score, wholeAmount } from "./figure";
import { figuresTimestamp } from "./scope-health";
import { severitySchema, statusSchema } from "./status";

const predictedIssueSchema = z
  .object({
    id: z.string(),
    alert_type: z.string(),
    severity: severitySchema,
    confidence: z.number().min(0).max(1).meta({ description: "Calibrated probability, when it opened" }),
    description: z.string(),
  })
  .meta({ id: "PredictedIssue", description: "Something that is likely to break" });

export const infrastructureHealthSchema = z
  .object({
    timestamp: figuresTimestamp,
    status: statusSchema,
    overall_health_score: score("100 minus the world's named penalties"),
    regional_health: z.record(z.string(), score("Health score of the region")),
    service_health: z.record(z.string(), score("Health score of the service in its worst region")),
    critical_alerts: wholeAmount(
      "Services in regions, and regions without services, that are critical or down now (a fast burn fires, or under half of requests succeed), and open predictions of severity critical; null where none of them can be judged",
    ),
    active_incidents: wholeAmount("Incidents not resolved"),
    system_capacity_utilization: percent(
      "The highest region's worst of CPU, memory, disk and database connections",
    ),
    predicted_issues: z.array(predictedIssueSchema).nullable().meta({
      description:
        "Predictive alerts that are open, one a cause; null where none is and nothing can be predicted, or nothing was assessed for 15 min; an empty list says that nothing is expected",
    }),
  })
  .meta({ id: "InfrastructureHealth", description: "The health of everything now" });
export type InfrastructureHealthContract = z.infer<typeof infrastructureHealthSchema>;

export const infrastructureHealthResponseSchema = successSchema(infrastructureHealthSchema);
export type InfrastructureHealthResponse = z.infer<typeof infrastructureHealthResponseSchema>;
