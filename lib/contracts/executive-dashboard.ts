import * as z from "zod";
import { RISK_METHODS } from "@/lib/domain/business-snapshot";
import { successSchema } from "./envelope";
import { amount, isoTime, latencyMs, money, percent, score, wholeAmount } from "./figure";
import { sentencePartSchema } from "./sentence";
import { figuresTimestamp } from "./scope-health";
import { scopeImpactShape } from "./scope-impact";
import { severitySchema, statusSchema } from "./status";

export const attentionItemSchema = z
  .object({
    kind: z.enum(["objective-missed", "stale-source", "prediction", "incident"]).meta({
      description:
        "`prediction`: it is not so yet; one a cause, as among GET alerts/predictive. `incident`: in place of all that are signals of it",
    }),
    severity: severitySchema,
    region: z.string().nullable(),
    service: z.string().nullable(),
    text: z.string().meta({ description: "One sentence" }),
    ...scopeImpactShape,
    money_method: z.string().nullable().meta({
      description:
        "Of a prediction: how its range of money at risk, if it comes true, is made; null: it is made as those fields say, or there is none",
    }),
    prediction: z
      .object({
        id: z.string().meta({ description: "Of GET predictions/{id}" }),
        probability: z.number().min(0).max(1).meta({
          description: "Calibrated, within the horizon that opened it, as it was last assessed",
        }),
      })
      .nullable()
      .meta({ id: "AttentionPrediction", description: "null: it is so now" }),
    incident: z
      .object({
        id: z.string().meta({ description: "Of GET incidents/{id}" }),
        number: z.int().positive(),
        predictions: z
          .array(
            z.object({
              id: z.string(),
              money_at_risk_low: money("A minute, if it comes true: low end"),
              money_at_risk_high: money("A minute, if it comes true: high end"),
              money_method: z.string().nullable(),
            }),
          )
          .meta({ description: "The open predictions that it stands for" }),
      })
      .nullable()
      .meta({ id: "AttentionIncident", description: "null: it is no incident" }),
  })
  .meta({ id: "AttentionItem", description: "Something that somebody should look at" });
export type AttentionItemContract = z.infer<typeof attentionItemSchema>;

export const executiveDashboardSchema = z
  .object({
    timestamp: figuresTimestamp,
    global_system_health: statusSchema,
    total_active_users: amount("Active users over all regions"),
    revenue_impact: money("Revenue at risk per minute: the likeliest amount"),
    revenue_impact_low: money("Revenue at risk per minute: low end"),
    revenue_impact_high: money("Revenue at risk per minute: high end"),
    revenue_impact_method: z
      .enum(RISK_METHODS)
      .nullable()
      .meta({ description: "How that was made: `revenue_at_risk_method` of GET metrics/business-impact" }),
    customer_satisfaction_score: score("The CSAT or NPS metric, if one is sent"),
    customer_satisfaction_estimate: score("100 × Apdex; always an estimate, never what customers said"),
    system_availability: percent(
      "Good valid requests ÷ valid requests over the objective's window (30 days unless set), or as long as there is data",
    ),
    system_availability_window_seconds: z
      .number()
      .nonnegative()
      .nullable()
      .meta({ description: "How much time system_availability really covers", "x-unit": "s" }),
    availability_objective: percent("What is promised of the whole platform"),
    availability_objective_window_seconds: z
      .number()
      .positive()
      .nullable()
      .meta({ description: "The window that is promised over", "x-unit": "s" }),
    latency_p99_objective: latencyMs("What is promised of the whole platform"),
    error_budget_left: z.number().max(100).nullable().meta({
      description:
        "Per cent of the objective's window, as among the objectives: the part of the window from before there was data has spent nothing; negative: overspent",
      "x-unit": "per cent",
    }),
    last_week: z
      .object({
        timestamp: isoTime("When that was stored"),
        system_availability: percent("system_availability as it was then"),
        revenue_impact: money("revenue_impact as it was then"),
      })
      .nullable()
      .meta({
        id: "ExecutiveLastWeek",
        description: "What was stored at the same time last week; null: nothing was stored then",
      }),
    performance_score: score("100 × Apdex at the latency objective"),
    security_incidents: wholeAmount("Open incidents of category security"),
    cost_efficiency: score("Capacity in useful use at the target utilisation ÷ capacity paid for"),
    innovation_velocity: score("Mean of DORA's four keys against DORA's published clusters"),
    competitive_advantage_score: score("50 + 50 × mean relative advantage over named peers"),
    headline: z.string().meta({
      description:
        "The verdict in one sentence; where nothing is wrong now a second one says what breaks next",
    }),
    headline_parts: z
      .array(sentencePartSchema)
      .meta({ description: "The headline in pieces, each number with its evidence" }),
    detail_parts: z
      .array(sentencePartSchema)
      .meta({ description: "A second line: since when, after which change, who owns it" }),
    attention: z.array(attentionItemSchema).meta({
      description:
        "Most money first: of what is so now the high end at risk, of a prediction probability × the middle of its range; where no money is known, by status and then traffic, and then predictions",
    }),
  })
  .meta({ id: "ExecutiveDashboard", description: "What an executive needs to know now" });
export type ExecutiveDashboardContract = z.infer<typeof executiveDashboardSchema>;

export const executiveDashboardResponseSchema = successSchema(executiveDashboardSchema);
export type ExecutiveDashboardResponse = z.infer<typeof executiveDashboardResponseSchema>;
