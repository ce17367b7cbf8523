import { run } from "graphile-worker";
import { expect, test, vi } from "vitest";
import { bindCtx, systemActor } from "@/lib/compose/context";
import { deliveryServices } from "@/lib/compose/notify";
import { closeDatabase, createDatabase } from "@/lib/db/client";
import { DELIVER_JOB, NOTIFY_JOB } from "@/lib/domain/notification";
import { SECOND_MS } from "@/lib/domain/window";
import { createChannel } from "@/lib/notify/create-channel";
import { SIGNING_SECRET } from "@/lib/notify/notices.fixture";
import { startReceiver } from "@/lib/notify/receiver.fixture";
import { openIncident } from "@/lib/pipeline/incidents/open-incident";
import { createOutgoingGuard } from "@/lib/platform/outgoing-guard";
import { systemClock } from "@/lib/platform/clock";
import { createTestDatabase } from "@/lib/testing/postgres";
import { deliverTask } from "./deliver-notification";
import { notifyTask } from "./notify-incident";

const EVERYTHING = { severities: [], regions: [], services: [], hours: null };

test("a channel that hangs holds up its own messages alone", async () => {
  const testDatabase = await createTestDatabase();
  const [dead, quick] = [await startReceiver(), await startReceiver()];
  dead.answer("hang");
  const database = createDatabase(testDatabase.url);
  const ctx = bindCtx({ database, actor: systemActor("test"), clock: systemClock, demo: false });
  const env = {
    authSecret: "only-for-tests-only-for-tests-only",
    outgoingAllow: "127.0.0.1",
    publicUrl: "http://hm",
  };
  const services = deliveryServices(env);
  const tasks = { [NOTIFY_JOB]: notifyTask(ctx), [DELIVER_JOB]: deliverTask(ctx, services) };
  const runner = await run({
    ...{ connectionString: testDatabase.url, concurrency: 4, noHandleSignals: true, pollInterval: 200 },
    taskList: tasks as never,
  });
  const guard = createOutgoingGuard(env.outgoingAllow);
  for (const [name, { url }] of Object.entries({ dead, quick }))
    await createChannel(
      ctx,
      { ...services, guard },
      { name, target: { kind: "webhook", url }, secret: SIGNING_SECRET, enabled: true, routing: EVERYTHING },
    );
  const about = {
    description: null,
    severity: "high",
    category: "other",
    region: null,
    service: null,
  } as const;
  for (let made = 0; made < 5; made++) await openIncident(ctx, { title: `Incident ${made}`, ...about });
  await vi.waitFor(() => expect(quick.received).toHaveLength(5), { timeout: 10 * SECOND_MS, interval: 20 });
  expect(dead.received).toHaveLength(1);
  await dead.close();
  await runner.stop();
  await quick.close();
  await closeDatabase(database);
  await testDatabase.drop();
});
