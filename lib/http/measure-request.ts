import { telemetry } from "@/lib/platform/telemetry";

const MS_PER_SECOND = 1_000;

/** Counts and times an answer under the route's path, with parameters by their names so that labels stay few. */
export async function measureRequest(
  request: Request,
  params: Promise<unknown>,
  answer: () => Promise<Response>,
): Promise<Response> {
  const startMs = performance.now();
  const response = await answer();
  const labels = { method: request.method, route: routePath(new URL(request.url).pathname, await params) };
  telemetry.httpRequests.inc({ ...labels, code: String(response.status) });
  telemetry.httpSeconds.observe(labels, (performance.now() - startMs) / MS_PER_SECOND);
  return response;
}

/** `/keys/42` with `{ id: "42" }` is `/keys/{id}`. */
export function routePath(pathname: string, params: unknown): string {
  const names = new Map(
    Object.entries((params ?? {}) as Record<string, string>).map(([name, value]) => [value, name]),
  );
  const segments = pathname.split("/").map((segment) => {
    const name = names.get(decodeURIComponent(segment));
    return name === undefined ? segment : `{${name}}`;
  });
  return segments.join("/");
}
