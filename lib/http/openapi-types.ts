import type { RouteDeclaration, RouteMethod } from "./route-declaration";

export type JsonObject = Record<string, unknown>;

/** A declared route with the place it is served at. */
export interface RegisteredRoute {
  /** With parameters as OpenAPI has them: `/keys/{id}`. */
  readonly path: string;
  readonly method: RouteMethod;
  readonly declaration: RouteDeclaration;
}

export interface OpenapiParameter {
  readonly name: string;
  readonly in: "query" | "path" | "header";
  readonly required: boolean;
  readonly description?: string;
  readonly schema: JsonObject;
}

export interface OpenapiResponse {
  readonly description: string;
  readonly headers?: JsonObject;
  readonly content?: Record<string, { readonly schema: JsonObject }>;
}

export interface OpenapiOperation {
  readonly operationId: string;
  readonly summary: string;
  readonly description?: string;
  readonly tags: readonly string[];
  readonly security: readonly JsonObject[];
  readonly parameters?: readonly OpenapiParameter[];
  readonly requestBody?: {
    readonly required: boolean;
    readonly content: Record<string, { readonly schema: JsonObject }>;
  };
  readonly responses: Readonly<Record<string, OpenapiResponse>>;
}

/** Path → lower-case method → operation. */
export type OpenapiPaths = Record<string, Record<string, OpenapiOperation>>;

export interface OpenapiDocument {
  readonly openapi: "3.1.0";
  readonly info: { readonly title: string; readonly version: string; readonly description: string };
  readonly servers: readonly { readonly url: string }[];
  readonly tags: readonly { readonly name: string; readonly description: string }[];
  readonly paths: OpenapiPaths;
  readonly components: {
    readonly securitySchemes: JsonObject;
    readonly schemas: Record<string, JsonObject>;
  };
}
