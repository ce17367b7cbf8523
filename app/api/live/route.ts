import { requireScope } from "@/lib/auth/require-scope";
import { resolveActor } from "@/lib/compose/actor";
import { processEnv } from "@/lib/compose/context";
import { problemResponse } from "@/lib/http/problem";
import { liveStream } from "@/lib/live/live-stream";
import { processLiveHub } from "@/lib/live/process-live-hub";
import { SSE_HEADERS } from "@/lib/live/server-sent-events";
import { isAppError } from "@/lib/platform/errors";
import { createLogger } from "@/lib/platform/logger";

const logger = createLogger("live");
const REVOKED = new Set(["unauthenticated", "forbidden"]);

/** Which figures changed, as server-sent events, for as long as session or key may read them. */
export async function GET(request: Request): Promise<Response> {
  try {
    await requireReader(request.headers);
    const body = liveStream({
      hub: processLiveHub(processEnv().databaseUrl),
      lastEventId: request.headers.get("last-event-id"),
      signal: request.signal,
      stillAllowed: () => mayStillRead(request.headers),
    });
    return new Response(body, { headers: SSE_HEADERS });
  } catch (error) {
    return problemResponse(error, logger, new URL(request.url).pathname);
  }
}

async function requireReader(headers: Headers): Promise<void> {
  requireScope(await resolveActor(headers), "metrics:read");
}

/** A refusal ends the stream; a database that is away says nothing about the session. */
async function mayStillRead(headers: Headers): Promise<boolean> {
  try {
    await requireReader(headers);
    return true;
  } catch (error) {
    return !(isAppError(error) && REVOKED.has(error.code));
  }
}
