import type { AddressInfo } from "node:net";
import { SMTPServer } from "smtp-server";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Incident } from "@/lib/domain/incident";
import type { Channel, ChannelTarget, NoticeEvent } from "@/lib/domain/notification";
import { MINUTE_MS, SECOND_MS } from "@/lib/domain/window";
import { acknowledgeIncident } from "@/lib/pipeline/incidents/acknowledge-incident";
import { createIncidentFixture, type IncidentFixture } from "@/lib/pipeline/incidents/incidents.fixture";
import { keepIncidents } from "@/lib/pipeline/incidents/keep-incidents";
import { reopenIncident } from "@/lib/pipeline/incidents/reopen-incident";
import { resolveIncident } from "@/lib/pipeline/incidents/resolve-incident";
import { signalOf, STARTED_MS } from "@/lib/pipeline/incidents/signals.fixture";
import { undoIncident } from "@/lib/pipeline/incidents/undo-incident";
import { createHttpPost } from "@/lib/platform/http-post";
import { createOutgoingGuard } from "@/lib/platform/outgoing-guard";
import { createSecretBox } from "@/lib/platform/secret-box";
import { createChannel } from "./create-channel";
import { deliverNotification } from "./deliver-notification";
import { listDeliveries } from "./list-deliveries";
import { SIGNING_SECRET } from "./notices.fixture";
import type { ChannelServices, DeliveryServices } from "./notify-services";
import { notifyIncident } from "./notify-incident";
import { startReceiver, type Receiver } from "./receiver.fixture";
import { replayDelivery } from "./replay-delivery";
import { createMailSender } from "./send-mail";
import { testChannel } from "./test-channel";
import { updateChannel } from "./update-channel";

let fixture: IncidentFixture;
let receiver: Receiver;
let services: ChannelServices & DeliveryServices;
/** The receiver alone; everything else of this machine is refused. */
const ALLOWED = "127.0.0.1";

beforeEach(async () => {
  fixture = await createIncidentFixture();
  receiver = await startReceiver();
  services = servicesOf(ALLOWED);
});
afterEach(async () => {
  await receiver.close();
  await fixture.close();
});

function servicesOf(allowed: string): ChannelServices & DeliveryServices {
  const guard = createOutgoingGuard(allowed);
  const senders = { post: createHttpPost(guard), mail: createMailSender(guard) };
  const box = createSecretBox("only-for-tests-only-for-tests-only", "notification-channel");
  return { guard, senders, box, publicUrl: "https://hm.example", random: () => 0 };
}

const EVERYTHING = { severities: [], regions: [], services: [], hours: null };
let made = 0;
const addChannel = (
  target: ChannelTarget,
  secret: string | null,
  routing: Partial<Channel["routing"]> = {},
) =>
  createChannel(fixture.ctx, services, {
    ...{ name: `channel ${++made}`, target, secret, enabled: true },
    routing: { ...EVERYTHING, ...routing },
  });
const webhook = (routing: Partial<Channel["routing"]> = {}) =>
  addChannel({ kind: "webhook", url: `${receiver.url}/hook` }, SIGNING_SECRET, routing);
const slack = () => addChannel({ kind: "slack" }, `${receiver.url}/slack`);

interface JobRow {
  readonly payload: { readonly incidentId: string; readonly event: NoticeEvent; readonly eventId: string };
}
/** Runs the jobs that verbs added in their transactions, as the worker does, and sends what is due. */
async function notify(): Promise<string[]> {
  const jobs = await fixture.rows<JobRow>(
    `delete from graphile_worker._private_jobs j using graphile_worker._private_tasks t
     where t.id = j.task_id and t.identifier = 'notify-incident' returning j.id, j.payload`,
  );
  for (const { payload } of jobs) await notifyIncident(fixture.ctx, payload);
  return jobs.map(({ payload }) => payload.event);
}
async function deliverDue(): Promise<void> {
  const rows = await fixture.rows<{ id: string }>(
    `select id from notification_delivery where status = 'waiting' and "dueMs" <= $1 order by "createdMs"`,
    [fixture.clock.nowMs()],
  );
  for (const { id } of rows) await deliverNotification(fixture.ctx, services, { deliveryId: id });
}
async function openOne(): Promise<Incident> {
  const { opened } = await fixture.take(signalOf());
  await notify();
  return opened[0]!;
}
const later = (ms: number) => fixture.clock.set(fixture.clock.nowMs() + ms);
const log = async ({ id }: Channel) =>
  (await listDeliveries(fixture.ctx, { channelId: id, limit: 50 })).reverse();
const states = async (channel: Channel) =>
  (await log(channel)).map(({ event, status, log: attempts }) => `${event} ${status} ${attempts.length}`);
const sre = () => fixture.as("sre", "ana");
const bodies = () =>
  receiver.received.map(({ body }) => JSON.parse(body) as { type?: string; text?: string });

describe("an incident's life", () => {
  test("is told in the transaction that changes it: opened, acknowledged, resolved, reopened", async () => {
    const channel = await webhook();
    const { id } = await openOne();
    await deliverDue();
    for (const act of [
      () => acknowledgeIncident(sre(), { id }),
      () => resolveIncident(sre(), { id, reason: "Mended" }),
      () => undoIncident(sre(), { id }),
      () => resolveIncident(sre(), { id, reason: "Mended" }),
      () => reopenIncident(sre(), { id, reason: null }),
    ]) {
      await act();
      await notify();
      later(2 * SECOND_MS);
    }
    later(5 * MINUTE_MS);
    await deliverDue();
    expect(bodies().map(({ type }) => type)).toEqual([
      ...["incident.opened", "incident.acknowledged", "incident.resolved", "incident.reopened"],
      ...["incident.resolved", "incident.reopened"],
    ]);
    expect(new Set(await states(channel))).toEqual(
      new Set(["opened", "acknowledged", "resolved", "reopened"].map((event) => `${event} delivered 1`)),
    );
  });

  test("is told of its end by itself too", async () => {
    await webhook();
    const signal = signalOf();
    await fixture.take(signal);
    await fixture.take({ ...signal, endedMs: STARTED_MS });
    later(60 * MINUTE_MS);
    await keepIncidents(fixture.ctx);
    expect(await notify()).toEqual(["opened", "resolved"]);
  });

  test("is told once, however often the job is repeated", async () => {
    const channel = await webhook();
    const { id } = await openOne();
    const again = { incidentId: id, event: "opened", eventId: "again" } as const;
    await notifyIncident(fixture.ctx, again);
    expect(await notifyIncident(fixture.ctx, again)).toBe(0);
    expect(await states(channel)).toEqual(["opened waiting 0", "opened waiting 0"]);
    const queues = await fixture.rows(
      `select distinct queue_name from graphile_worker.jobs where task_identifier = 'deliver-notification'`,
    );
    expect(queues).toEqual([{ queue_name: `deliver-notification:${channel.id}` }]);
  });

  test("is told to whom it is routed, and its end to those who heard of its opening", async () => {
    const [all, us] = [await webhook(), await webhook({ regions: ["us"] })];
    const { id } = await openOne();
    const late = await webhook();
    await resolveIncident(sre(), { id, reason: "x" });
    later(SECOND_MS);
    await notify();
    expect(await states(all)).toEqual(["opened waiting 0", "resolved waiting 0"]);
    expect([...(await states(us)), ...(await states(late))]).toEqual([]);
  });

  test("is at most one message a minute, beside its opening and its end", async () => {
    const channel = await slack();
    const { id } = await openOne();
    await deliverDue();
    later(10 * SECOND_MS);
    await acknowledgeIncident(sre(), { id });
    await notify();
    await deliverDue();
    expect(receiver.received).toHaveLength(1);
    later(SECOND_MS);
    await resolveIncident(sre(), { id, reason: "x" });
    await notify();
    await deliverDue();
    later(MINUTE_MS);
    await deliverDue();
    expect(await states(channel)).toEqual([
      "opened delivered 1",
      "acknowledged skipped 0",
      "resolved delivered 1",
    ]);
  });
});

describe("a receiver", () => {
  test("that answers 500 is asked again after 5 s and 5 min, with the same id, until it answers well", async () => {
    const channel = await webhook();
    await openOne();
    receiver.answer({ status: 500, body: "broken\u0000" });
    await deliverDue();
    later(4 * SECOND_MS);
    await deliverDue();
    expect(receiver.received).toHaveLength(1);
    later(SECOND_MS);
    await deliverDue();
    receiver.answer({ status: 204 });
    later(5 * MINUTE_MS);
    await deliverDue();
    const ids = receiver.received.map(({ headers }) => headers["webhook-id"]);
    const [delivery] = await log(channel);
    expect(ids).toEqual([delivery!.id, delivery!.id, delivery!.id]);
    expect(delivery).toMatchObject({
      status: "delivered",
      log: [{ code: 500, answer: "broken" }, { code: 500 }, { code: 204 }],
    });
  });

  test("that never answers well is given up after seven attempts, and sent to again by a person", async () => {
    const channel = await webhook();
    await openOne();
    receiver.answer({ status: 503 });
    for (let attempt = 0; attempt < 9; attempt++) {
      await deliverDue();
      later(11 * 60 * MINUTE_MS);
    }
    const [failed] = await log(channel);
    expect(failed).toMatchObject({ status: "failed", attempts: 7, reason: "Given up after 7 attempts." });
    receiver.answer({ status: 200 });
    const asked = { channelId: channel.id, deliveryId: failed!.id };
    await replayDelivery(fixture.ctx, asked);
    await expect(replayDelivery(fixture.ctx, asked)).rejects.toMatchObject({ code: "conflict" });
    await deliverDue();
    expect((await log(channel))[0]).toMatchObject({ status: "delivered", attempts: 8, replayed: true });
    expect(receiver.received.at(-1)?.headers["webhook-id"]).toBe(failed!.id);
  });

  test("that answers 429 is left alone for as long as it says", async () => {
    const channel = await webhook();
    await openOne();
    receiver.answer({ status: 429, headers: { "retry-after": "90" } });
    await deliverDue();
    expect((await log(channel))[0]).toMatchObject({
      status: "waiting",
      dueMs: fixture.clock.nowMs() + 90 * SECOND_MS,
    });
  });

  test("that answers 410 wants nothing any more: its channel is switched off, and says why", async () => {
    const channel = await webhook();
    const { id } = await openOne();
    receiver.answer({ status: 410 });
    await deliverDue();
    expect(await fixture.ctx.channels.find(channel.id)).toMatchObject({
      ...{ enabled: false, disabledReason: "Its receiver answered 410: it wants nothing any more." },
    });
    later(SECOND_MS);
    await resolveIncident(sre(), { id, reason: "x" });
    await notify();
    expect(await states(channel)).toEqual(["opened failed 1"]);
    expect(await fixture.ctx.audit.newest("channel.disabled", channel.id)).not.toBeNull();
  });

  test("of Slack that says the message is wrong is not asked again", async () => {
    const channel = await slack();
    await openOne();
    receiver.answer({ status: 404, body: "no_service" });
    await deliverDue();
    expect((await log(channel))[0]).toMatchObject({
      status: "failed",
      log: [{ code: 404, answer: "no_service" }],
    });
  });

  test("that redirects into our own network is not followed", async () => {
    const inside = await startReceiver();
    const channel = await webhook();
    await openOne();
    receiver.answer({ status: 307, headers: { location: `${inside.url}/latest/meta-data` } });
    await deliverDue();
    expect(inside.received).toEqual([]);
    expect((await log(channel))[0]).toMatchObject({
      ...{ status: "waiting", log: [{ code: 307, answer: "Redirects are not followed." }] },
    });
    await inside.close();
  });

  test("inside our own network is refused unless an administrator lets it through", async () => {
    const channel = await webhook();
    await openOne();
    services = servicesOf("");
    await deliverDue();
    expect(receiver.received).toEqual([]);
    expect((await log(channel))[0]).toMatchObject({ status: "failed", log: [{ code: null }] });
    await expect(webhook()).rejects.toMatchObject({ errors: [{ pointer: "/target/url" }] });
    await expect(slack()).rejects.toMatchObject({ errors: [{ pointer: "/secret" }] });
  });
});

test("a process that ends while a message is on its way leaves it to be sent again, and the log says so", async () => {
  const channel = await webhook();
  await openOne();
  const [delivery] = await log(channel);
  await fixture.ctx.deliveries.claim(delivery!.id, 0, fixture.clock.nowMs());
  await deliverDue();
  expect((await log(channel))[0]).toMatchObject({
    ...{
      status: "delivered",
      log: [
        { number: 1, tookMs: null, code: null },
        { number: 2, code: 200 },
      ],
    },
  });
});

test("a test message goes the same way, is tried once, and even where the channel is switched off", async () => {
  const channel = await slack();
  receiver.answer({ status: 500 });
  const { id } = await testChannel(fixture.ctx, channel);
  await deliverDue();
  expect((await log(channel))[0]).toMatchObject({ id, event: "test", status: "failed", attempts: 1 });
  await expect(testChannel(sre(), channel)).rejects.toMatchObject({ code: "forbidden" });
});

test("a secret is stored sealed, and never goes to another receiver", async () => {
  const channel = await addChannel({ kind: "pagerduty", url: `${receiver.url}/v2/enqueue` }, "R".repeat(32));
  const [row] = await fixture.rows<{ secret: string }>(`select secret from notification_channel`);
  expect(row!.secret).not.toContain("RRRR");
  const moved = { ...channel, target: { kind: "pagerduty", url: "https://evil.example/" } as const };
  await expect(
    updateChannel(fixture.ctx, services, { ...moved, secret: null, ifMatch: "*" }),
  ).rejects.toMatchObject({ errors: [{ pointer: "/secret" }] });
  await updateChannel(fixture.ctx, services, { ...channel, name: "pager", secret: null, ifMatch: "*" });
  await openOne();
  await deliverDue();
  expect(bodies()[0]).toMatchObject({ routing_key: "R".repeat(32), event_action: "trigger" });
});

describe("email", () => {
  test("goes through a real SMTP server; one that answers 550 is not asked again, one that answers 451 is", async () => {
    const mails: { from: string; to: string[]; text: string }[] = [];
    let refusal: number | null = null;
    const server = new SMTPServer({
      ...{ disabledCommands: ["AUTH", "STARTTLS"], logger: false },
      onRcptTo(_address, _session, done) {
        done(refusal === null ? null : Object.assign(new Error("no"), { responseCode: refusal }));
      },
      onData(stream, session, done) {
        let text = "";
        stream.on("data", (chunk) => (text += String(chunk)));
        stream.on("end", () => {
          const from = session.envelope.mailFrom === false ? "" : (session.envelope.mailFrom?.address ?? "");
          mails.push({ from, to: session.envelope.rcptTo.map(({ address }) => address), text });
          done(null, "taken");
        });
      },
    });
    const listening = server.listen(0, "127.0.0.1");
    await new Promise((resolve) => listening.once("listening", resolve));
    const target = {
      ...({ kind: "email", host: "127.0.0.1", encryption: "none", user: null } as const),
      ...{
        port: (listening.address() as AddressInfo).port,
        from: "hm@example.org",
        to: ["a@example.org", "b@example.org"],
      },
    };
    const channel = await addChannel(target, null);
    const incident = await openOne();
    await deliverDue();
    expect(mails).toMatchObject([{ from: "hm@example.org", to: ["a@example.org", "b@example.org"] }]);
    expect(mails[0]!.text).toContain(`/incidents/${incident.id}`);
    expect(mails[0]!.text).toMatch(
      new RegExp(`Message-ID: <${(await log(channel))[0]!.id}@example.org>`, "i"),
    );
    for (const [code, status] of [
      [550, "failed"],
      [451, "waiting"],
    ] as const) {
      refusal = code;
      later(MINUTE_MS);
      await notifyIncident(fixture.ctx, {
        incidentId: incident.id,
        event: "resolved",
        eventId: `end ${code}`,
      });
      await deliverDue();
      expect((await log(channel)).at(-1)).toMatchObject({ status, log: [{ code }] });
    }
    await new Promise<void>((resolve) => server.close(() => resolve()));
  });

  test("to a server inside our own network is refused", async () => {
    services = servicesOf("");
    const target = {
      ...({ kind: "email", host: "localhost", port: 25, encryption: "none", user: null } as const),
      ...{ from: "hm@example.org", to: ["a@example.org"] },
    };
    const channel = await addChannel(target, null);
    await openOne();
    await deliverDue();
    const [delivery] = await log(channel);
    expect(delivery).toMatchObject({ status: "failed" });
    expect(delivery!.log[0]!.answer).toContain("inside this server's own network");
  });
});
