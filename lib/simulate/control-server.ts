import { createHash, timingSafeEqual } from "node:crypto";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { z, type ZodType } from "zod";
import type { Clock } from "@/lib/platform/clock";
import { actionRequestSchema, scenarioRequestSchema, speedRequestSchema } from "./control-requests";
import { showAction, showScenario, showState } from "./control-state";
import { ControlRefusal, OBEDIENCE, type FleetControl } from "./fleet-control";

const LOOPBACK = "127.0.0.1";
const LONGEST_BODY = 16 * 1024;

interface Answer {
  readonly status: number;
  readonly body: unknown;
}
type Handle = (control: FleetControl, nowMs: number, body: unknown) => Answer;

const none = z.strictObject({}).or(z.undefined());
const undoSchema = z.strictObject({ id: z.string().min(1) });
const modeSchema = z.strictObject({ actions: z.enum(OBEDIENCE) });

/** Parses the body first; what does not fit is answered with a 400. */
function route<T extends ZodType>(
  schema: T,
  handle: (control: FleetControl, nowMs: number, body: z.output<T>) => Answer,
): Handle {
  return (control, nowMs, body) => {
    const parsed = schema.safeParse(body);
    return parsed.success ? handle(control, nowMs, parsed.data) : invalid(parsed.error);
  };
}

const state = (control: FleetControl, nowMs: number): Answer => ({
  status: 200,
  body: showState(control, nowMs),
});

const ROUTES: Readonly<Record<string, Readonly<Record<string, Handle>>>> = {
  "/state": { GET: route(none, state) },
  "/scenarios": {
    POST: route(scenarioRequestSchema, (control, nowMs, body) => {
      const instance = control.run(body);
      return { status: 201, body: showScenario(control.world(), instance, nowMs) };
    }),
  },
  "/actions": {
    POST: route(actionRequestSchema, (control, _, body) => ({
      status: 202,
      body: showAction(control.act(body)),
    })),
  },
  "/actions/undo": {
    POST: route(undoSchema, (control, _, { id }) => ({ status: 200, body: showAction(control.undo(id)) })),
  },
  "/actions/mode": {
    PUT: route(modeSchema, (control, nowMs, { actions }) => {
      control.obey(actions);
      return state(control, nowMs);
    }),
  },
  "/speed": {
    PUT: route(speedRequestSchema, (control, nowMs, { speed }) => {
      control.setSpeed(speed);
      return state(control, nowMs);
    }),
  },
  "/reset": {
    POST: route(none, (control, nowMs) => {
      control.reset();
      return state(control, nowMs);
    }),
  },
};

/** The fleet's control endpoint on this machine's loopback; the contract is in docs/simulated-fleet.md. */
export function createControlServer(control: FleetControl, clock: Clock, key: string): Server {
  return createServer((request, response) => {
    void answer(control, clock, key, request)
      .catch(() => problem(500, "Internal error", "The fleet could not answer."))
      .then((answered) => send(response, answered));
  });
}

/** Resolves once it listens; rejects where the port is taken. */
export function listenOnLoopback(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", reject).listen(port, LOOPBACK, () => resolve());
  });
}

async function answer(
  control: FleetControl,
  clock: Clock,
  key: string,
  request: IncomingMessage,
): Promise<Answer> {
  if (!isAuthorized(request.headers.authorization, key))
    return problem(401, "Unauthorized", "Give the control key: Authorization: Bearer <key>.");
  const [path] = (request.url ?? "/").split("?");
  const methods = Object.hasOwn(ROUTES, path) ? ROUTES[path] : undefined;
  if (methods === undefined) return problem(404, "Not found", `There is no ${path} here.`);
  const method = request.method ?? "";
  if (!Object.hasOwn(methods, method))
    return problem(405, "Method not allowed", `${path} takes ${Object.keys(methods).join(", ")}.`);
  const text = await readText(request);
  if (text === null) return problem(413, "Too large", `A body has at most ${LONGEST_BODY} bytes.`);
  const body = parseJson(text);
  if (body === MALFORMED) return problem(400, "Bad request", "The body is not JSON.");
  try {
    return methods[method](control, clock.nowMs(), body);
  } catch (error) {
    if (!(error instanceof ControlRefusal)) throw error;
    const errors = [{ pointer: `/${error.field}`, message: error.message }];
    return problem(409, "Conflict", `${error.message}.`, errors);
  }
}

function isAuthorized(header: string | undefined, key: string): boolean {
  const digest = (text: string) => createHash("sha256").update(text).digest();
  return timingSafeEqual(digest(header ?? ""), digest(`Bearer ${key}`));
}

/** null: longer than a body may be. */
async function readText(request: IncomingMessage): Promise<string | null> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length <= LONGEST_BODY) chunks.push(chunk);
  }
  return length > LONGEST_BODY ? null : Buffer.concat(chunks).toString("utf8");
}

const MALFORMED = Symbol("malformed");

function parseJson(text: string): unknown {
  if (text === "") return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return MALFORMED;
  }
}

interface FieldProblem {
  readonly pointer: string;
  readonly message: string;
}

function problem(status: number, title: string, detail: string, errors?: readonly FieldProblem[]): Answer {
  return { status, body: { type: "about:blank", title, status, detail, ...(errors && { errors }) } };
}

function invalid(error: z.ZodError): Answer {
  const errors = error.issues.map(({ path, message }) => ({
    pointer: path.map((part) => `/${String(part)}`).join(""),
    message,
  }));
  const detail = errors.map(({ pointer, message }) => `${pointer || "body"}: ${message}`).join("; ");
  return problem(400, "Bad request", detail, errors);
}

function send(response: ServerResponse, { status, body }: Answer): void {
  const type = status >= 400 ? "application/problem+json" : "application/json";
  response.writeHead(status, { "content-type": type, "cache-control": "no-store" });
  response.end(JSON.stringify(body));
}
