import { requireScope } from "@/lib/auth/require-scope";
import { resolveActor } from "@/lib/compose/actor";
import { createCtx } from "@/lib/compose/context";
import {
  alertWebhookBodySchema,
  type AlertSender,
  type AlertWebhookBody,
} from "@/lib/contracts/alert-webhook";
import { takeAlerts } from "@/lib/pipeline/incidents/take-alerts";
import { createLogger } from "@/lib/platform/logger";
import { oneAtATime } from "@/lib/platform/one-at-a-time";
import { processSingleton } from "@/lib/platform/process-singleton";
import { measureRequest } from "./measure-request";
import { parseBody } from "./parse-request";
import { problemResponse } from "./problem";

const MAX_BYTES = 8 * 1024 * 1024;
/** Requests that wait; each has been read, and each takes the database for some milliseconds. */
const MAX_WAITING = 100;

const logger = createLogger("alerts");

/** In the database they would wait for each other as well, each with a connection that pages need. */
const inTurn = () => processSingleton("alerts-in-turn", () => oneAtATime(MAX_WAITING));

/** Answers a webhook of Alertmanager's shape; whatever is thrown becomes problem+json. */
export function receiveAlerts(sender: AlertSender): (request: Request) => Promise<Response> {
  return (request) => measureRequest(request, Promise.resolve({}), () => answer(sender, request));
}

async function answer(sender: AlertSender, request: Request): Promise<Response> {
  try {
    const actor = await resolveActor(request.headers);
    requireScope(actor, "alerts:write"); // before a body is read
    const { body } = await parseBody(request, alertWebhookBodySchema, undefined, MAX_BYTES);
    const taken = await inTurn()(() => takeAlerts(createCtx(actor), sender, body as AlertWebhookBody));
    return Response.json(taken, { headers: { "cache-control": "no-store" } });
  } catch (error) {
    return problemResponse(error, logger, new URL(request.url).pathname);
  }
}
