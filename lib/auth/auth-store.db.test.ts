import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { bindCtx } from "@/lib/compose/context";
import { closeDatabase, createDatabase, type Database } from "@/lib/db/client";
import { serveAuth } from "@/lib/http/serve-auth";
import type { Actor } from "@/lib/platform/actor";
import { systemClock } from "@/lib/platform/clock";
import { createLogger } from "@/lib/platform/logger";
import { createTestDatabase, type TestDatabase } from "@/lib/testing/postgres";
import { createAuthStore, type AuthStore } from "./auth-store";
import { listOwnSessions } from "./list-own-sessions";
import { createPeopleStore } from "./people-store";
import { revokeOtherSessions } from "./revoke-other-sessions";
import { revokeOwnSession } from "./revoke-own-session";
import { signInPersona } from "./sign-in-persona";
import { DEMO_PERSONAS, demoPassword } from "./demo-persona";
import { ACCOUNT_ATTEMPTS } from "./sign-in-throttle-store";

const ORIGIN = "http://127.0.0.1:3000";
const SECRET = "0123456789abcdef0123456789abcdef-test";
const EMAIL = "ada@example.com";
const PASSWORD = "correct horse battery";
const logger = createLogger("test", "silent");
let test: TestDatabase;
let database: Database;
let auth: AuthStore;

function authFor(publicUrl: string): AuthStore {
  return createAuthStore(database.prisma, {
    publicUrl,
    authSecret: SECRET,
    trustedOrigins: [ORIGIN],
    logger,
  });
}

beforeAll(async () => {
  test = await createTestDatabase();
  database = createDatabase(test.url);
  auth = authFor(ORIGIN);
  await createPeopleStore(database.prisma).create({
    email: EMAIL,
    name: "Ada",
    role: "sre",
    password: PASSWORD,
  });
});
afterAll(async () => {
  await closeDatabase(database);
  await test.drop();
});
beforeEach(async () => {
  await database.prisma.rateLimit.deleteMany();
  await database.prisma.session.deleteMany();
});

interface Attempt {
  readonly password?: string;
  readonly email?: string;
  readonly address?: string;
  readonly headers?: Record<string, string>;
  readonly path?: string;
}

function attempt({
  password = PASSWORD,
  email = EMAIL,
  address = "10.0.0.1",
  headers = {},
  path,
}: Attempt = {}) {
  const all = { origin: ORIGIN, "content-type": "application/json", "x-forwarded-for": address, ...headers };
  const init = { method: "POST", headers: all, body: JSON.stringify({ email, password, name: "x" }) };
  const request = new Request(`${ORIGIN}/api/auth${path ?? "/sign-in/email"}`, init);
  return serveAuth({ auth, trustedOrigins: [ORIGIN], logger }, request);
}

function cookieOf(headers: Headers): Headers {
  const cookie = headers
    .getSetCookie()
    .map((each) => each.split(";")[0])
    .join("; ");
  return new Headers({ cookie });
}
const signIn = async () => cookieOf((await attempt()).headers);
const ctxOf = (actor: Actor, demo = false) => bindCtx({ database, actor, clock: systemClock, demo });

describe("signing in", () => {
  it("gives a session that says who and in which role", async () => {
    const actor = await auth.sessionActor(await signIn());
    expect(actor).toMatchObject({ kind: "user", name: "Ada", role: "sre" });
    expect(actor?.scopes).toContain("monitoring:run");
  });

  it("sets a cookie that scripts and other sites do not get", async () => {
    const cookie = (await attempt()).headers.getSetCookie().join();
    expect(cookie).toMatch(/HttpOnly/i);
    expect(cookie).toMatch(/SameSite=Lax/i);
    expect(cookie).not.toMatch(/Secure/i);
    const https = await authFor("https://hm.example").signIn(EMAIL, PASSWORD, new Headers());
    expect(https.getSetCookie().join()).toMatch(/Secure/i);
  });

  it.each([
    ["a wrong password", { password: "wrong wrong wrong" }, 401],
    ["an unknown person", { email: "nobody@example.com" }, 401],
    ["another site's page", { headers: { origin: "https://evil.example" } }, 403],
    ["sign-up", { path: "/sign-up/email", email: "new@example.com" }, 404],
    ["what better-auth offers beside", { path: "/update-user" }, 404],
  ])("refuses %s", async (_name, how: Attempt, status) => {
    const response = await attempt(how);
    expect(response.status).toBe(status);
    expect(response.headers.getSetCookie().join()).not.toContain("session_token=");
    expect(await database.prisma.user.count()).toBe(1);
  });

  it("a forged or foreign cookie is nobody", async () => {
    const cookie = (await signIn()).get("cookie")!;
    expect(await auth.sessionActor(new Headers({ cookie: `${cookie.slice(0, -4)}AAAA` }))).toBeNull();
    expect(await auth.sessionActor(new Headers({ cookie: "theme=dark" }))).toBeNull();
  });
});

describe("throttling", () => {
  const wrong = (address: string, email?: string) =>
    attempt({ password: "wrong wrong wrong", address, email });

  it("stops an address after 5 in a minute, whatever accounts it tries, and says for how long", async () => {
    for (let i = 0; i < 5; i += 1) expect((await wrong("10.0.0.2", `p${i}@example.com`)).status).toBe(401);
    const stopped = await wrong("10.0.0.2", "p9@example.com");
    expect(stopped.status).toBe(429);
    expect(Number(stopped.headers.get("retry-after"))).toBeGreaterThan(0);
    expect((await attempt({ address: "10.0.0.3" })).status).toBe(200);
  });

  it("stops an account whatever addresses the guesses come from, the right password included", async () => {
    for (let i = 0; i < ACCOUNT_ATTEMPTS; i += 1) expect((await wrong(`10.1.0.${i}`)).status).toBe(401);
    expect((await wrong("10.2.0.1")).status).toBe(429);
    const right = await attempt({ address: "10.2.0.2" });
    expect(right.status).toBe(429);
    expect(Number(right.headers.get("retry-after"))).toBeGreaterThan(0);
  });

  it("counts guesses that run at once", async () => {
    const all = await Promise.all(Array.from({ length: 30 }, (_, i) => wrong(`10.3.0.${i}`)));
    expect(all.filter(({ status }) => status === 401)).toHaveLength(ACCOUNT_ATTEMPTS);
  });

  it("forgets wrong guesses once the password was right", async () => {
    for (let i = 0; i < ACCOUNT_ATTEMPTS - 1; i += 1) await wrong(`10.4.0.${i}`);
    expect((await attempt({ address: "10.5.0.1" })).status).toBe(200);
    expect((await wrong("10.5.0.2")).status).toBe(401);
  });

  it("believes only the last forwarded address: the one before it is the sender's claim", async () => {
    for (let i = 0; i < 5; i += 1) await wrong(`9.9.9.${i}, 10.6.0.1`, `q${i}@example.com`);
    expect((await wrong("9.9.9.9, 10.6.0.1", "q9@example.com")).status).toBe(429);
  });

  it("takes no address from a header that only our route may set", async () => {
    const claim = (i: number) =>
      attempt({ email: `r${i}@example.com`, headers: { "x-hm-client-address": `8.8.8.${i}` } });
    for (let i = 0; i < 5; i += 1) await claim(i);
    expect((await claim(9)).status).toBe(429);
  });
});

describe("sessions", () => {
  it("are listed with device and use, the current one marked", async () => {
    await signIn();
    const cookie = await signIn();
    const actor = (await auth.sessionActor(cookie))!;
    const sessions = await listOwnSessions(ctxOf(actor));
    expect(sessions).toHaveLength(2);
    expect(sessions.filter(({ current }) => current).map(({ id }) => id)).toEqual([actor.sessionId]);
    expect(sessions[0].address).toBe("10.0.0.1");
  });

  it("end with the request after their revocation", async () => {
    const [mine, other] = [await signIn(), await signIn()];
    const actor = (await auth.sessionActor(mine))!;
    const otherId = (await auth.sessionActor(other))!.sessionId!;
    await revokeOwnSession(ctxOf(actor), { id: otherId });
    expect(await auth.sessionActor(other)).toBeNull();
    expect(await auth.sessionActor(mine)).not.toBeNull();
    const audited = await database.prisma.auditEntry.findFirst({ where: { subject: otherId } });
    expect(audited).toMatchObject({ action: "session.revoked", actor: "user:Ada" });
  });

  it("all others end at once", async () => {
    const [first, second, mine] = [await signIn(), await signIn(), await signIn()];
    expect(await revokeOtherSessions(ctxOf((await auth.sessionActor(mine))!))).toBe(2);
    expect(await Promise.all([first, second].map((each) => auth.sessionActor(each)))).toEqual([null, null]);
    expect(await auth.sessionActor(mine)).not.toBeNull();
  });

  it("of somebody else cannot be revoked", async () => {
    const actor = (await auth.sessionActor(await signIn()))!;
    const stranger = { ...actor, id: "somebody-else" };
    const revoking = revokeOwnSession(ctxOf(stranger), { id: actor.sessionId! });
    await expect(revoking).rejects.toMatchObject({ code: "not-found" });
    expect(await database.prisma.session.count()).toBe(1);
  });

  it("end when one signs out", async () => {
    const cookie = await signIn();
    const headers = { cookie: cookie.get("cookie")! };
    expect((await attempt({ path: "/sign-out", headers })).status).toBe(200);
    expect(await auth.sessionActor(cookie)).toBeNull();
  });
});

describe("demo personas", () => {
  const anonymous: Actor = { kind: "anonymous", scopes: [] };
  const input = { role: "executive" as const, authSecret: SECRET, headers: new Headers() };

  it("sign in by one click in the demo, and nowhere else", async () => {
    const persona = DEMO_PERSONAS.find(({ role }) => role === "executive")!;
    const people = createPeopleStore(database.prisma);
    await people.create({ ...persona, password: demoPassword(SECRET, "executive") });
    const cookie = cookieOf(await signInPersona(ctxOf(anonymous, true), auth, input));
    expect(await auth.sessionActor(cookie)).toMatchObject({ role: "executive", scopes: ["metrics:read"] });
    const outside = signInPersona(ctxOf(anonymous, false), auth, input);
    await expect(outside).rejects.toMatchObject({ code: "not-found" });
  });
});

describe("while the database is away", () => {
  it("a session is unavailable, not nobody's", async () => {
    const away = createDatabase("postgresql://postgres@127.0.0.1:1/none");
    const options = { publicUrl: ORIGIN, authSecret: SECRET, trustedOrigins: [], logger };
    const asking = createAuthStore(away.prisma, options).sessionActor(await signIn());
    await expect(asking).rejects.toMatchObject({ code: "unavailable" });
    await closeDatabase(away);
  });
});
