import http from "node:http";
import https from "node:https";
import { OutgoingRefusedError, type OutgoingGuard } from "./outgoing-guard";
import { queryAnswerSchema, seriesOf, type QuerySeries } from "./prometheus-answer";

/** A Prometheus-compatible engine: its base URL (`…/api/v1/query` is appended) and what it wants to be told. */
export interface QueryTarget {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
}

export interface QueryLimits {
  readonly timeoutMs: number;
  /** Of one answer. */
  readonly maxBytes: number;
  /** Ends the request early. */
  readonly signal?: AbortSignal;
}

/** An instant, or a range with its step; both ends are included. Times are Unix ms. */
export type QueryTime =
  | { readonly kind: "instant"; readonly timeMs: number }
  | { readonly kind: "range"; readonly startMs: number; readonly endMs: number; readonly stepMs: number };

/**
 * - `refused`: the address may not be reached; `unreachable`: no connection, or it broke; `timeout`, `too-large`: limits.
 * - `bad-query`: the engine understood us and will never answer this expression; `engine`: it answered that it cannot now.
 * - `bad-answer`: what came is not what the API's specification has.
 */
export type QueryFailure =
  "refused" | "unreachable" | "timeout" | "too-large" | "bad-query" | "engine" | "bad-answer";

/** Why a query has no answer. The message is for whoever configured it. */
export class QueryError extends Error {
  override readonly name = "QueryError";
  constructor(
    readonly failure: QueryFailure,
    message: string,
  ) {
    super(message);
  }
}

export interface PrometheusQueries {
  /** @throws QueryError */
  query(
    target: QueryTarget,
    expression: string,
    time: QueryTime,
    limits: QueryLimits,
  ): Promise<QuerySeries[]>;
}

const MS_PER_SECOND = 1_000;
const METHOD_NOT_ALLOWED = 405;
const BAD_REQUEST = 400;
const UNPROCESSABLE = 422;
const SHOWN_ERROR = 300;

/** Queries through the guard. Redirects are not followed: where they lead was not checked. */
export function createPrometheusQueries(guard: OutgoingGuard): PrometheusQueries {
  const agents = {
    "http:": new http.Agent({ keepAlive: true }),
    "https:": new https.Agent({ keepAlive: true }),
  };
  const send = async (url: URL, method: "GET" | "POST", form: string, from: Sending): Promise<Answer> => {
    const agent = agents[url.protocol as keyof typeof agents];
    const { lookup } = guard;
    if (method === "POST") return request(url, { method, agent, lookup, ...from }, form);
    return request(new URL(`${url}${url.search === "" ? "?" : "&"}${form}`), {
      method,
      agent,
      lookup,
      ...from,
    });
  };
  return {
    async query({ url, headers }, expression, time, limits) {
      const address = endpoint(guard, url, time.kind === "instant" ? "query" : "query_range");
      const form = parameters(expression, time, limits).toString();
      const timeout = AbortSignal.timeout(limits.timeoutMs);
      const signal = limits.signal ? AbortSignal.any([timeout, limits.signal]) : timeout;
      const from = { headers, signal, limits };
      try {
        const posted = await send(address, "POST", form, from);
        // Some proxies let only GET through.
        const answer = posted.status === METHOD_NOT_ALLOWED ? await send(address, "GET", form, from) : posted;
        return parseAnswer(answer);
      } catch (error) {
        throw toQueryError(error, signal, limits);
      }
    },
  };
}

function endpoint(guard: OutgoingGuard, base: string, path: string): URL {
  if (!URL.canParse(base)) throw new QueryError("refused", "The address is not a URL.");
  const url = new URL(base);
  try {
    guard.checkUrl(url);
  } catch (error) {
    throw new QueryError("refused", error instanceof Error ? error.message : String(error));
  }
  url.pathname = `${url.pathname.replace(/\/+$/, "")}/api/v1/${path}`;
  url.hash = "";
  return url;
}

function parameters(expression: string, time: QueryTime, { timeoutMs }: QueryLimits): URLSearchParams {
  const seconds = (ms: number) => String(ms / MS_PER_SECOND);
  const form = new URLSearchParams({
    query: expression,
    timeout: `${Math.ceil(timeoutMs / MS_PER_SECOND)}s`,
  });
  // VictoriaMetrics holds the newest 30 s back unless it is told that the caller waits by itself; others ignore both.
  form.set("nocache", "1");
  form.set("latency_offset", "1ms");
  if (time.kind === "instant") form.set("time", seconds(time.timeMs));
  else {
    form.set("start", seconds(time.startMs));
    form.set("end", seconds(time.endMs));
    form.set("step", seconds(time.stepMs));
  }
  return form;
}

interface Sending {
  readonly headers: Readonly<Record<string, string>>;
  readonly signal: AbortSignal;
  readonly limits: QueryLimits;
}
interface Answer {
  readonly status: number;
  readonly text: string;
}

function request(
  url: URL,
  { limits, headers, ...options }: Sending & http.RequestOptions,
  form?: string,
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const { request: open } = url.protocol === "https:" ? https : http;
    const own = { accept: "application/json", "accept-encoding": "identity" };
    const body = form === undefined ? {} : { "content-type": "application/x-www-form-urlencoded" };
    const outgoing = open(url, { ...options, headers: { ...headers, ...own, ...body } }, (incoming) => {
      const chunks: Buffer[] = [];
      let bytes = 0;
      incoming.on("data", (chunk: Buffer) => {
        bytes += chunk.length;
        chunks.push(chunk);
        if (bytes > limits.maxBytes)
          incoming.destroy(
            new QueryError("too-large", `The answer is larger than ${limits.maxBytes} bytes.`),
          );
      });
      incoming.on("error", reject);
      incoming.on("end", () =>
        resolve({ status: incoming.statusCode ?? 0, text: Buffer.concat(chunks).toString("utf8") }),
      );
    });
    outgoing.on("error", reject);
    outgoing.end(form);
  });
}

function parseAnswer({ status, text }: Answer): QuerySeries[] {
  if (status >= 300 && status < 400)
    throw new QueryError(
      "bad-answer",
      `It answers ${status}: redirects are not followed. Use the address they lead to.`,
    );
  const parsed = queryAnswerSchema.safeParse(parseJson(text));
  if (parsed.success && parsed.data.status === "error") {
    const { errorType, error } = parsed.data;
    const failure = status === BAD_REQUEST || status === UNPROCESSABLE ? "bad-query" : "engine";
    throw new QueryError(failure, shown(`It answers ${status} ${errorType}: ${error}`));
  }
  if (status !== 200) throw new QueryError("engine", `It answers ${status}.`);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    const place = issue.path.length > 0 ? ` at ${issue.path.join(".")}` : "";
    throw new QueryError(
      "bad-answer",
      shown(`The answer is not that of a query API${place}: ${issue.message}.`),
    );
  }
  return parsed.data.status === "success" ? seriesOf(parsed.data.data) : [];
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined; // no JSON is no envelope
  }
}

function toQueryError(error: unknown, signal: AbortSignal, limits: QueryLimits): QueryError {
  if (error instanceof QueryError) return error;
  if (error instanceof OutgoingRefusedError) return new QueryError("refused", error.message);
  if (signal.aborted)
    return new QueryError("timeout", `No answer within ${limits.timeoutMs / MS_PER_SECOND} s.`);
  const { code, message } = error as NodeJS.ErrnoException;
  return new QueryError("unreachable", shown(`It cannot be reached: ${code ?? message}.`));
}

function shown(text: string): string {
  return text.length > SHOWN_ERROR ? `${text.slice(0, SHOWN_ERROR)}…` : text;
}
