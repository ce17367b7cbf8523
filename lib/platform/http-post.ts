import http from "node:http";
import https from "node:https";
import { OutgoingRefusedError, type OutgoingGuard } from "./outgoing-guard";

/** What came of a request. `refused`: the address may not be reached. */
export type PostResult =
  | {
      readonly kind: "answered";
      readonly status: number;
      /** As it was sent; null: it was not. */
      readonly retryAfter: string | null;
      /** The beginning of the answer. */
      readonly text: string;
    }
  | { readonly kind: "refused" | "failed"; readonly because: string };

export interface PostRequest {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** Sends once; never rejects. */
export type HttpPost = (request: PostRequest, timeoutMs: number) => Promise<PostResult>;

const USER_AGENT = "hyperscale-monitoring/1";
const MOST_ANSWER_BYTES = 2_048;
const MS_PER_SECOND = 1_000;

/** Posts through the guard. A redirect is an answer: where it leads was not checked. */
export function createHttpPost(guard: OutgoingGuard): HttpPost {
  return async (request, timeoutMs) => {
    const timeout = AbortSignal.timeout(timeoutMs);
    try {
      const url = new URL(request.url);
      guard.checkUrl(url);
      return await post(url, request, guard, timeout);
    } catch (error) {
      if (error instanceof OutgoingRefusedError) return { kind: "refused", because: error.message };
      if (timeout.aborted)
        return { kind: "failed", because: `No answer within ${timeoutMs / MS_PER_SECOND} s.` };
      const { code, message } = error as NodeJS.ErrnoException;
      return { kind: "failed", because: `It cannot be reached: ${code ?? message}.` };
    }
  };
}

function post(
  url: URL,
  { headers, body }: PostRequest,
  { lookup }: OutgoingGuard,
  signal: AbortSignal,
): Promise<PostResult> {
  return new Promise((resolve, reject) => {
    const { request } = url.protocol === "https:" ? https : http;
    const own = { "user-agent": USER_AGENT, "content-length": String(Buffer.byteLength(body)) };
    const options = { method: "POST", agent: false, headers: { ...headers, ...own }, lookup, signal };
    const outgoing = request(url, options, (incoming) => {
      const chunks: Buffer[] = [];
      let bytes = 0;
      const answered = () => {
        const text = Buffer.concat(chunks).subarray(0, MOST_ANSWER_BYTES).toString("utf8");
        const retryAfter = incoming.headers["retry-after"] ?? null;
        resolve({ kind: "answered", status: incoming.statusCode ?? 0, retryAfter, text });
      };
      incoming.on("data", (chunk: Buffer) => {
        chunks.push(chunk);
        bytes += chunk.length;
        if (bytes < MOST_ANSWER_BYTES) return;
        answered();
        incoming.destroy();
      });
      incoming.on("error", answered); // the status has come; the rest of the answer is a remark
      incoming.on("end", answered);
    });
    outgoing.on("error", reject);
    // An upgrade that was not asked for ends the connection with neither an answer nor an error.
    outgoing.on("close", () => reject(new Error("the connection was closed without an answer")));
    outgoing.end(body);
  });
}
