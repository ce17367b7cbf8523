import type { ZodType, z } from "zod";
import { problemOf } from "./api-problem";

const API = "/api/v1/hyperscale-monitoring";

/**
 * Asks our REST API with the visitor's session and parses the answer by its contract.
 * @throws ApiProblem for a refusal, ZodError for an answer that breaks the contract, TypeError when the server is away
 */
export async function getApi<S extends ZodType>(
  path: string,
  schema: S,
  signal?: AbortSignal,
): Promise<z.output<S>> {
  const response = await fetch(API + path, { signal, headers: { accept: "application/json" } });
  return parsed(response, schema);
}

/** Like `getApi`, for a change. */
export async function sendApi<S extends ZodType>(
  method: "POST" | "PUT" | "DELETE",
  path: string,
  schema: S,
  body?: object,
  more: Readonly<Record<string, string>> = {},
): Promise<z.output<S>> {
  const headers: Record<string, string> = { accept: "application/json", ...more };
  if (body !== undefined) headers["content-type"] = "application/json";
  const response = await fetch(API + path, { method, headers, body: body && JSON.stringify(body) });
  return parsed(response, schema);
}

async function parsed<S extends ZodType>(response: Response, schema: S): Promise<z.output<S>> {
  if (!response.ok) throw await problemOf(response);
  return schema.parse(await response.json());
}
