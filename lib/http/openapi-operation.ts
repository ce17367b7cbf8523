import type { ZodType } from "zod";
import { successSchema } from "@/lib/contracts/envelope";
import type { SchemaCollector } from "./openapi-schema";
import type {
  JsonObject,
  OpenapiOperation,
  OpenapiParameter,
  OpenapiResponse,
  RegisteredRoute,
} from "./openapi-types";

export const BEARER_KEY = { bearerKey: [] };
export const SESSION_COOKIE = { sessionCookie: [] };

const PROBLEM_REF = { $ref: "#/components/schemas/Problem" };
const JSON_TYPE = "application/json";
const OK = 200;

/** The OpenAPI operation of a declared route. */
export function operationOf(route: RegisteredRoute, schemas: SchemaCollector): OpenapiOperation {
  const { declaration, method } = route;
  const scope = declaration.scope;
  const parameters = [
    ...parametersOf(declaration.params, "path", schemas),
    ...parametersOf(declaration.query, "query", schemas),
    ...headersOf(method),
    ...(declaration.conditional
      ? [header("If-Match", "ETag that was read; `*`: whatever is there", true)]
      : []),
  ];
  return {
    operationId: operationId(route),
    summary: declaration.summary,
    ...(scope === null ? {} : { description: `Needs the scope \`${scope}\`.` }),
    tags: [tagOf(route.path)],
    security: scope === null ? [] : [BEARER_KEY, SESSION_COOKIE],
    ...(parameters.length > 0 ? { parameters } : {}),
    ...(declaration.body ? { requestBody: bodyOf(declaration.body, declaration.bodyTypes, schemas) } : {}),
    responses: responsesOf(route, schemas),
  };
}

function bodyOf(body: ZodType, types: readonly string[] = [JSON_TYPE], schemas: SchemaCollector) {
  const schema = schemas.of(body);
  return { required: true, content: Object.fromEntries(types.map((type) => [type, { schema }])) };
}

/** A refusal, as every route answers it. */
export function problemResponse(description: string): OpenapiResponse {
  return { description, content: { "application/problem+json": { schema: PROBLEM_REF } } };
}

function responsesOf(
  { declaration, method }: RegisteredRoute,
  schemas: SchemaCollector,
): Record<string, OpenapiResponse> {
  const success: OpenapiResponse = {
    description: declaration.summary,
    ...(method === "GET" ? { headers: { ETag: { schema: { type: "string" }, description: ETAG } } } : {}),
    content: declaration.responseType
      ? { [declaration.responseType]: { schema: schemas.of(declaration.response) } }
      : { [JSON_TYPE]: { schema: schemas.of(successSchema(declaration.response)) } },
  };
  return {
    [declaration.status ?? OK]: success,
    ...(method === "GET"
      ? { "304": { description: "Nothing changed since the ETag in If-None-Match" } }
      : {}),
    "400": problemResponse("The request is not valid; `errors` names every offending field"),
    ...(declaration.scope === null
      ? {}
      : {
          "401": problemResponse("No session, no key, or one that is not in force"),
          "403": problemResponse(`The caller lacks the scope ${declaration.scope}`),
        }),
    ...(declaration.params ? { "404": problemResponse("Nothing has this id") } : {}),
    ...(method === "POST"
      ? {
          "409": problemResponse("The first request with this Idempotency-Key is still running"),
          "422": problemResponse("This Idempotency-Key was used with another request"),
        }
      : {}),
    ...(declaration.conditional
      ? {
          "412": problemResponse("It was changed since the ETag in If-Match"),
          "428": problemResponse("If-Match is missing"),
        }
      : {}),
    ...(declaration.body
      ? { "415": problemResponse(`The body is not ${declaration.bodyTypes?.[0] ?? JSON_TYPE}`) }
      : {}),
    "503": problemResponse(
      "The database cannot be reached at the moment; `Retry-After` says when to try again",
    ),
  };
}

const ETAG = "Over the answer without `as_of` and `age_seconds`";

function parametersOf(
  schema: ZodType | undefined,
  place: "path" | "query",
  schemas: SchemaCollector,
): OpenapiParameter[] {
  if (schema === undefined) return [];
  const { properties = {}, required = [] } = schemas.of(schema) as {
    properties?: Record<string, JsonObject>;
    required?: string[];
  };
  return Object.entries(properties).map(([name, { description, ...rest }]) => ({
    name,
    in: place,
    required: required.includes(name),
    ...(typeof description === "string" ? { description } : {}),
    schema: rest,
  }));
}

function headersOf(method: string): OpenapiParameter[] {
  if (method === "GET")
    return [header("If-None-Match", "ETag of an earlier answer; 304 when nothing changed since")];
  if (method === "POST")
    return [header("Idempotency-Key", "A repeat with the same key gets the first answer again, for 24 h")];
  return [];
}

function header(name: string, description: string, required = false): OpenapiParameter {
  return { name, in: "header", required, description, schema: { type: "string" } };
}

const PREFIX = "/api/v1/hyperscale-monitoring/";

function tagOf(path: string): string {
  return path.slice(PREFIX.length).split("/")[0];
}

function operationId({ method, path }: RegisteredRoute): string {
  const words = path.slice(PREFIX.length).replace(/[{}]/g, "").split(/[/-]/);
  return method.toLowerCase() + words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join("");
}
