import type { ZodType, z } from "zod";
import type { Meta } from "@/lib/contracts/envelope";
import { problemOf } from "./api-problem";

export const API = "/api/v1/hyperscale-monitoring";

/**
 * The contract of an answer, or the way to it. What a page starts with comes parsed from the server: contracts that are loaded
 * with the first answer need not come before the page works.
 */
export type Contract<S extends ZodType> = S | (() => Promise<S>);

/**
 * Asks our REST API with the visitor's session and parses the answer by its contract.
 * @throws ApiProblem for a refusal, ZodError for an answer that breaks the contract, TypeError when the server is away
 */
export async function getApi<S extends ZodType>(
  path: string,
  contract: Contract<S>,
  signal?: AbortSignal,
): Promise<z.output<S>> {
  const asked = fetch(API + path, { signal, headers: { accept: "application/json" } });
  return parsed(asked, contract);
}

/** An answer that may be one page of several. */
interface Listed {
  readonly data: readonly unknown[];
  readonly meta: Pick<Meta, "missing" | "next_cursor">;
}

/** Like `getApi`, of a whole list, however many pages it comes in: as one answer, with the newest page's `meta`. */
export async function getWholeList<T extends Listed>(
  path: string,
  contract: Contract<ZodType<T>>,
  signal?: AbortSignal,
): Promise<T> {
  let all = await getApi(path, contract, signal);
  while (typeof all.meta.next_cursor === "string") {
    const cursor = new URLSearchParams({ cursor: all.meta.next_cursor });
    const next = await getApi(`${path}${path.includes("?") ? "&" : "?"}${cursor}`, contract, signal);
    const missing = [...all.meta.missing, ...next.meta.missing];
    all = { ...next, data: [...all.data, ...next.data], meta: { ...next.meta, missing } };
  }
  return all;
}

/** Like `getApi`, for a change. */
export async function sendApi<S extends ZodType>(
  method: "POST" | "PUT" | "PATCH" | "DELETE",
  path: string,
  contract: Contract<S>,
  body?: object,
  more: Readonly<Record<string, string>> = {},
): Promise<z.output<S>> {
  const headers: Record<string, string> = { accept: "application/json", ...more };
  if (body !== undefined) headers["content-type"] = "application/json";
  const asked = fetch(API + path, { method, headers, body: body && JSON.stringify(body) });
  return parsed(asked, contract);
}

/** Like `sendApi`, of a text that is no JSON. */
export async function sendText<S extends ZodType>(
  path: string,
  contract: Contract<S>,
  text: string,
  type: string,
): Promise<z.output<S>> {
  const headers = { accept: "application/json", "content-type": type };
  return parsed(fetch(API + path, { method: "POST", headers, body: text }), contract);
}

async function parsed<S extends ZodType>(
  asked: Promise<Response>,
  contract: Contract<S>,
): Promise<z.output<S>> {
  const loaded = typeof contract === "function" ? contract() : contract;
  const [response, schema] = await Promise.all([asked, loaded]);
  if (!response.ok) throw await problemOf(response);
  return schema.parse(await response.json());
}
