import http from "node:http";
import https from "node:https";
import { OutgoingRefusedError, type OutgoingGuard } from "./outgoing-guard";

/** What one request found. `latencyMs`: from its start (name, connection and TLS included) to the answer's first byte. */
export type ProbeResult =
  | { readonly kind: "answered"; readonly latencyMs: number; readonly status: number }
  | { readonly kind: "failed"; readonly because: string };

export interface ProbeLimits {
  readonly timeoutMs: number;
  /** Ends the request early. */
  readonly signal?: AbortSignal;
}

/** Asks an address once; never rejects. */
export type Probe = (url: string, limits: ProbeLimits) => Promise<ProbeResult>;

const MS_PER_SECOND = 1_000;
const USER_AGENT = "hyperscale-monitoring-probe/1";

/**
 * Probes through the guard. Each makes a connection of its own, as a new visitor does. Of the answer nothing but the first
 * byte is waited for, and a redirect is an answer: where it leads was not checked.
 */
export function createHttpProbe(guard: OutgoingGuard): Probe {
  return async (address, { timeoutMs, signal }) => {
    const timeout = AbortSignal.timeout(timeoutMs);
    const end = signal ? AbortSignal.any([timeout, signal]) : timeout;
    try {
      const url = new URL(address);
      guard.checkUrl(url);
      return await ask(url, guard, end);
    } catch (error) {
      if (timeout.aborted)
        return { kind: "failed", because: `No answer within ${timeoutMs / MS_PER_SECOND} s.` };
      return { kind: "failed", because: reasonOf(error) };
    }
  };
}

function ask(url: URL, { lookup }: OutgoingGuard, signal: AbortSignal): Promise<ProbeResult> {
  return new Promise((resolve, reject) => {
    const { request } = url.protocol === "https:" ? https : http;
    const headers = { "user-agent": USER_AGENT, accept: "*/*" };
    const startedMs = performance.now();
    const outgoing = request(url, { agent: false, headers, lookup, signal }, (incoming) => {
      const latencyMs = performance.now() - startedMs;
      incoming.on("error", () => undefined); // it is cut off on purpose
      incoming.destroy();
      resolve({ kind: "answered", latencyMs, status: incoming.statusCode ?? 0 });
    });
    outgoing.on("error", reject);
    // An upgrade that was not asked for ends the connection with neither an answer nor an error.
    outgoing.on("close", () => reject(new Error("the connection was closed without an answer")));
    outgoing.end();
  });
}

function reasonOf(error: unknown): string {
  if (error instanceof OutgoingRefusedError) return error.message;
  const { code, message } = error as NodeJS.ErrnoException;
  return `It cannot be reached: ${code ?? message}.`;
}
