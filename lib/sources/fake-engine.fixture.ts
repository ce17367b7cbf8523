import http, { type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";

/** A series of the fake: its labels, and its value at a time. */
export interface FakeSeries {
  readonly labels: Readonly<Record<string, string>>;
  readonly value: (timeMs: number) => number;
}

export interface FakeEngine {
  readonly url: string;
  /** Queries answered or refused so far, by expression. */
  readonly asked: string[];
  /** What an expression answers; any other answers nothing. */
  series: ReadonlyMap<string, readonly FakeSeries[]>;
  /** Takes an answer over; null: as it is. */
  behave: ((expression: string, res: ServerResponse) => void) | null;
  close(): Promise<void>;
}

const MS = 1_000;

/** An engine that speaks the query API. */
export async function startFakeEngine(): Promise<FakeEngine> {
  const asked: string[] = [];
  const server = http.createServer(async (req, res) => {
    const form = new URLSearchParams(await text(req));
    const expression = form.get("query") ?? "";
    asked.push(expression);
    if (engine.behave) return engine.behave(expression, res);
    const series = engine.series.get(expression) ?? [];
    const range = req.url!.endsWith("query_range");
    const seconds = (name: string) => Number(form.get(name));
    const times = range ? steps(seconds("start"), seconds("end"), seconds("step")) : [seconds("time")];
    const result = series.map(({ labels, value }) => {
      const points = times.map((time) => [time, String(value(time * MS))]);
      return range ? { metric: labels, values: points } : { metric: labels, value: points[0] };
    });
    const resultType = range ? "matrix" : "vector";
    res.end(JSON.stringify({ status: "success", data: { resultType, result } }));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const engine: FakeEngine = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked,
    series: new Map(),
    behave: null,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  return engine;
}

function steps(start: number, end: number, step: number): number[] {
  return Array.from({ length: Math.floor((end - start) / step) + 1 }, (_, index) => start + index * step);
}
