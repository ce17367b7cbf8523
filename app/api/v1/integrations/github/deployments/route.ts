import { receiveGithubDelivery, type GithubOutcome } from "@/lib/catalog/github-webhook";
import { createCtx } from "@/lib/compose/context";
import { githubBox } from "@/lib/compose/github-box";
import { readBytes } from "@/lib/http/parse-request";
import { problemResponse } from "@/lib/http/problem";
import { AppError } from "@/lib/platform/errors";
import { createLogger } from "@/lib/platform/logger";

/** GitHub's are GUIDs. */
const DELIVERY_ID = /^[\w-]{1,100}$/;
const STATUS: Readonly<Record<GithubOutcome, number>> = {
  pong: 200,
  recorded: 201,
  repeated: 200,
  ignored: 202,
};

const logger = createLogger("github");

/** GitHub's deployment webhook. Its signature is over the body's bytes, so it is read as they come. */
export async function POST(request: Request): Promise<Response> {
  try {
    const header = (name: string) => request.headers.get(name) ?? "";
    const deliveryId = header("x-github-delivery");
    const raw = await readBytes(request);
    if (!DELIVERY_ID.test(deliveryId))
      throw new AppError("bad-request", "X-GitHub-Delivery is missing or no delivery's id.");
    const event = header("x-github-event");
    const delivery = { event, deliveryId, signature: header("x-hub-signature-256"), raw };
    const ctx = createCtx({ kind: "anonymous", scopes: [] });
    const outcome = await receiveGithubDelivery(ctx, createCtx, githubBox(), delivery);
    return Response.json({ outcome }, { status: STATUS[outcome], headers: { "cache-control": "no-store" } });
  } catch (error) {
    return problemResponse(error, logger, new URL(request.url).pathname);
  }
}
