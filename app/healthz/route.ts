import { buildId } from "@/lib/platform/build-id";

/** The process is alive; whether it can do its work is /readyz's business. `x-build` tells open pages of an update. */
export function GET(): Response {
  const headers = { "content-type": "text/plain", "cache-control": "no-store", "x-build": buildId() };
  return new Response("ok\n", { headers });
}
