import { expect, it, vi } from "vitest";
import { acceptTelemetry } from "./accept-telemetry";
import type { Ingester } from "@/lib/pipeline/ingest/ingester";
import { KEY_SCOPES, type Actor } from "@/lib/platform/actor";

const outcome = { folded: 1, refused: new Map(), ignored: new Map() };
const accept = vi.fn(async () => outcome);
const run = (actor: Actor) =>
  acceptTelemetry({ accept } as unknown as Ingester, actor, {} as never, {} as never);
const key = (scope: keyof typeof KEY_SCOPES): Actor => ({
  kind: "key",
  id: "k",
  name: "k",
  demo: false,
  scopes: KEY_SCOPES[scope],
});

it("only who may send telemetry reaches the log", async () => {
  await expect(run(key("read"))).rejects.toMatchObject({ code: "forbidden" });
  await expect(run({ kind: "anonymous", scopes: [] })).rejects.toMatchObject({ code: "unauthenticated" });
  expect(accept).not.toHaveBeenCalled();
  expect(await run(key("ingest"))).toBe(outcome);
});
