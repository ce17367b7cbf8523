import http from "node:http";
import { z } from "zod";
import type { FleetWorld } from "@/lib/simulate/fleet-world";
import { RangeAnswers } from "./range-answer";

const MAX_FORM_BYTES = 64 * 1024;
/** As Prometheus has it. */
const MAX_POINTS = 11_000;
const MS_PER_SECOND = 1_000;

const seconds = z.coerce.number().transform((value) => Math.round(value * MS_PER_SECOND));
const rangeSchema = z
  .object({
    query: z.string().min(1),
    start: seconds,
    end: seconds,
    step: seconds.pipe(z.number().positive()),
  })
  .refine(({ start, end }) => end >= start, "the end is before the start")
  .refine(({ start, end, step }) => (end - start) / step < MAX_POINTS, "more than 11,000 points a series");

/** The simulated world's past as a Prometheus-compatible engine would have it: `query_range` of recorded series. */
export function createHistoryServer(world: FleetWorld): http.Server {
  const answers = new RangeAnswers(world);
  return http.createServer((request, response) => {
    answer(answers, request).then(
      ({ status, body }) => response.writeHead(status, { "content-type": "application/json" }).end(body),
      () => response.destroy(),
    );
  });
}

async function answer(
  answers: RangeAnswers,
  request: http.IncomingMessage,
): Promise<{ status: number; body: string }> {
  const url = new URL(request.url ?? "/", "http://localhost");
  if (url.pathname !== "/api/v1/query_range") return failure(404, "not_found", "only query_range is served");
  const form = request.method === "POST" ? new URLSearchParams(await readForm(request)) : url.searchParams;
  const parsed = rangeSchema.safeParse(Object.fromEntries(form));
  if (!parsed.success) return failure(400, "bad_data", z.prettifyError(parsed.error));
  const { query, start: startMs, end: endMs, step: stepMs } = parsed.data;
  const body = answers.answer(query, { startMs, endMs, stepMs });
  return body === null ? failure(422, "execution", `no series ${query} is recorded`) : { status: 200, body };
}

async function readForm(request: http.IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > MAX_FORM_BYTES) throw new Error("too large");
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString("utf8");
}

function failure(status: number, errorType: string, error: string) {
  return { status, body: JSON.stringify({ status: "error", errorType, error }) };
}
