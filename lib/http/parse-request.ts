import type { ZodType } from "zod";
import { AppError } from "@/lib/platform/errors";
import { invalidRequest } from "./problem";

export const MAX_JSON_BYTES = 1024 * 1024;
const JSON_TYPE = "application/json";

/**
 * Query parameters by the schema. A parameter that the route does not know, or that is given twice, is refused by name.
 * Without a schema no parameter is known.
 * @throws AppError bad-request
 */
export function parseQuery(url: URL, schema: ZodType | undefined): unknown {
  const known = schema === undefined ? [] : objectKeys(schema);
  const values: Record<string, string> = {};
  for (const [name, value] of url.searchParams) {
    if (!known.includes(name))
      throw refusedParameter(name, `is not a parameter of this route${listOf(known)}`);
    if (Object.hasOwn(values, name)) throw refusedParameter(name, "is given more than once");
    values[name] = value;
  }
  return schema === undefined ? undefined : parseWith(schema, values, "parameter");
}

/** Path parameters by the schema; without one, as they are. */
export function parseParams(params: unknown, schema: ZodType | undefined): unknown {
  return schema === undefined ? params : parseWith(schema, params, "parameter");
}

/**
 * The body by the schema: JSON, or the text itself where `types` are given; undefined when the body is empty and the schema
 * allows that. `raw` is the text as sent.
 */
export async function parseBody(
  request: Request,
  schema: ZodType | undefined,
  types?: readonly string[],
  maxBytes = MAX_JSON_BYTES,
): Promise<{ body: unknown; raw: string }> {
  if (schema === undefined) return { body: undefined, raw: "" };
  const raw = (await readBytes(request, maxBytes)).toString("utf8");
  if (raw === "") return { body: parseWith(schema, undefined, "body"), raw };
  const type = request.headers.get("content-type")?.split(";")[0].trim().toLowerCase();
  const wanted = types ?? [JSON_TYPE];
  if (type === undefined || !wanted.includes(type))
    throw new AppError("unsupported-media-type", `Send the body as ${wanted[0]}.`);
  return { body: parseWith(schema, types ? raw : parseJson(raw), "body"), raw };
}

function parseWith(schema: ZodType, value: unknown, source: "body" | "parameter"): unknown {
  const parsed = schema.safeParse(value);
  if (!parsed.success) throw invalidRequest(parsed.error, source);
  return parsed.data;
}

function parseJson(raw: string): unknown {
  try {
    return JSON.parse(raw);
  } catch (cause) {
    const errors = [{ pointer: "", message: "is not valid JSON" }];
    throw new AppError("bad-request", "The body is not valid JSON.", { errors, cause });
  }
}

/** Reads at most `maxBytes`, whatever Content-Length claims. @throws AppError too-large */
export async function readBytes(request: Request, maxBytes = MAX_JSON_BYTES): Promise<Buffer> {
  if (request.body === null) return Buffer.alloc(0);
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  const reader = request.body.getReader();
  for (let next = await reader.read(); !next.done; next = await reader.read()) {
    bytes += next.value.byteLength;
    if (bytes > maxBytes) {
      await reader.cancel();
      throw new AppError("too-large", `The body is larger than ${maxBytes} bytes.`);
    }
    chunks.push(next.value);
  }
  return Buffer.concat(chunks);
}

function refusedParameter(name: string, message: string): AppError {
  return new AppError("bad-request", `${name}: ${message}`, { errors: [{ pointer: name, message }] });
}

function listOf(known: readonly string[]): string {
  return known.length === 0 ? ", which takes none" : ` (it takes ${known.join(", ")})`;
}

/** The keys of an object schema, also behind a refinement or transformation. */
export function objectKeys(schema: ZodType): string[] {
  if ("shape" in schema) return Object.keys(schema.shape as object);
  const inner = (schema as unknown as { def?: { in?: ZodType; innerType?: ZodType } }).def;
  const next = inner?.in ?? inner?.innerType;
  return next === undefined ? [] : objectKeys(next);
}
