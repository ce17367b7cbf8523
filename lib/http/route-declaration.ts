import type { ZodType, z } from "zod";
import type { Meta, MissingFigureContract } from "@/lib/contracts/envelope";
import type { Ctx } from "@/lib/context";
import type { Scope } from "@/lib/platform/actor";

export type RouteMethod = "GET" | "POST" | "PUT" | "PATCH" | "DELETE";

type Parsed<T extends ZodType | undefined> = T extends ZodType ? z.output<T> : undefined;

export interface RouteInput<
  Q extends ZodType | undefined,
  P extends ZodType | undefined,
  B extends ZodType | undefined,
> {
  readonly query: Parsed<Q>;
  readonly params: Parsed<P>;
  readonly body: Parsed<B>;
  /** The If-Match header; null: none came. */
  readonly ifMatch: string | null;
}

/** What a handler returns: the data of the answer and what is true of the whole of it. */
export interface RouteResult<D> {
  readonly data: D;
  /** Unix ms the figures are of; null or absent: there are none. */
  readonly asOfMs?: number | null;
  /** True when the simulated fleet is behind the figures. */
  readonly demo?: boolean;
  readonly missing?: readonly MissingFigureContract[];
  /** More of the envelope's meta, such as `next_cursor` or `currency`. */
  readonly meta?: Partial<Omit<Meta, "as_of" | "age_seconds" | "demo" | "missing">>;
  /** Headers beside the usual ones, such as `set-cookie`; an `etag` here stands for the data, which it must change with. */
  readonly headers?: Headers;
}

/** A route as data: OpenAPI and the server read the same one. */
export interface RouteDeclaration<
  Q extends ZodType | undefined = ZodType | undefined,
  P extends ZodType | undefined = ZodType | undefined,
  B extends ZodType | undefined = ZodType | undefined,
  R extends ZodType = ZodType,
> {
  readonly method?: RouteMethod;
  /** One sentence, for OpenAPI. */
  readonly summary: string;
  /** null: anybody may ask. */
  readonly scope: Scope | null;
  readonly query?: Q;
  readonly params?: P;
  /** JSON, or text of `bodyTypes`; at most 1 MB. */
  readonly body?: B;
  /** Media types of a body that is a text; absent: it is JSON. */
  readonly bodyTypes?: readonly string[];
  /** The schema of `data` alone; the envelope is put around it. */
  readonly response: R;
  /** The media type of an answer that is a text by itself, without an envelope; absent: JSON in the envelope. */
  readonly responseType?: string;
  /** The verb compares If-Match with what is there. */
  readonly conditional?: boolean;
  /** Status of a success; 200 unless told. */
  readonly status?: number;
  // Method syntax on purpose: it lets a specific declaration be used as the general RouteDeclaration.
  handle(ctx: Ctx, input: RouteInput<Q, P, B>): Promise<RouteResult<z.input<R>>>;
}

/** A Next route handler that carries its declaration. */
export interface RouteHandler {
  (request: Request, context: { params: Promise<unknown> }): Promise<Response>;
  readonly declaration: RouteDeclaration;
}
