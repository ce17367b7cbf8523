import { randomUUID } from "node:crypto";
import { hashPassword, verifyPassword } from "better-auth/crypto";
import type { User } from "@/lib/db/generated/client";
import type { Db } from "@/lib/db/client";
import { ROLES, type Role } from "@/lib/platform/actor";

export interface Person {
  readonly id: string;
  readonly email: string;
  readonly name: string;
  readonly role: Role;
}

export interface NewPerson {
  readonly email: string;
  readonly name: string;
  readonly role: Role;
  readonly password: string;
}

/** A sign-in that is still valid. Times are Unix ms. */
export interface PersonSession {
  readonly id: string;
  readonly userAgent: string | null;
  readonly address: string | null;
  readonly createdAtMs: number;
  /** Within a minute or so. */
  readonly lastUsedAtMs: number;
  readonly expiresAtMs: number;
}

export interface PeopleStore {
  count(): Promise<number>;
  /** By email address. */
  list(): Promise<Person[]>;
  /** In any case of letters; null when there is nobody. */
  findByEmail(email: string): Promise<Person | null>;
  /** Throws when there is no such person. */
  setRole(id: string, role: Role): Promise<Person>;
  /** Throws when the email address is taken. */
  create(person: NewPerson): Promise<Person>;
  /** Creates the person, or brings name, role and password of the existing one up to date. */
  ensure(person: NewPerson): Promise<Person>;
  /** Removes the people of this email domain, with their sessions. */
  removeByEmailDomain(domain: string): Promise<number>;
  /** Last used first. */
  listSessions(userId: string, nowMs: number): Promise<PersonSession[]>;
  /** Ends one of the person's own sessions; false when there is none such. */
  endSession(userId: string, sessionId: string): Promise<boolean>;
  /** Ends all of the person's sessions but the one kept; returns how many. */
  endSessions(userId: string, keepSessionId: string | null): Promise<number>;
}

/** better-auth's name for an account with email and password. */
const CREDENTIAL = "credential";

/** People and their sessions, in better-auth's tables and with its password hash, but inside a verb's transaction. */
export function createPeopleStore(db: Db): PeopleStore {
  return {
    count: () => db.user.count(),
    list: async () => (await db.user.findMany({ orderBy: { email: "asc" } })).map(toPerson),
    async findByEmail(email) {
      const user = await db.user.findUnique({ where: { email: email.toLowerCase() } });
      return user && toPerson(user);
    },
    setRole: async (id, role) => toPerson(await db.user.update({ where: { id }, data: { role } })),
    create: (person) => createPerson(db, person),
    async ensure(person) {
      const user = await db.user.findUnique({ where: { email: person.email }, include: { accounts: true } });
      if (user === null) return createPerson(db, person);
      const account = user.accounts.find((each) => each.providerId === CREDENTIAL);
      const hash = account?.password ?? null;
      const fits = hash !== null && (await verifyPassword({ hash, password: person.password }));
      if (account !== undefined && !fits) {
        const password = await hashPassword(person.password);
        await db.account.update({ where: { id: account.id }, data: { password } });
      }
      const data = { name: person.name, role: person.role };
      return toPerson(await db.user.update({ where: { id: user.id }, data }));
    },
    async removeByEmailDomain(domain) {
      return (await db.user.deleteMany({ where: { email: { endsWith: `@${domain}` } } })).count;
    },
    async listSessions(userId, nowMs) {
      const where = { userId, expiresAt: { gt: new Date(nowMs) } };
      const rows = await db.session.findMany({ where, orderBy: { updatedAt: "desc" } });
      return rows.map((row) => ({
        id: row.id,
        userAgent: row.userAgent,
        address: row.ipAddress,
        createdAtMs: row.createdAt.getTime(),
        lastUsedAtMs: row.updatedAt.getTime(),
        expiresAtMs: row.expiresAt.getTime(),
      }));
    },
    async endSession(userId, sessionId) {
      return (await db.session.deleteMany({ where: { id: sessionId, userId } })).count === 1;
    },
    async endSessions(userId, keepSessionId) {
      const kept = keepSessionId === null ? {} : { id: { not: keepSessionId } };
      return (await db.session.deleteMany({ where: { userId, ...kept } })).count;
    },
  };
}

async function createPerson(db: Db, person: NewPerson): Promise<Person> {
  const id = randomUUID();
  const password = await hashPassword(person.password);
  const account = { id: randomUUID(), accountId: id, providerId: CREDENTIAL, password };
  const { email, name, role } = person;
  const data = { id, email: email.toLowerCase(), name, role, accounts: { create: account } };
  return toPerson(await db.user.create({ data }));
}

/** A role that the database should not hold has no rights worth guessing: the least one. */
export function toRole(role: string | null | undefined): Role {
  return ROLES.find((known) => known === role) ?? "executive";
}

function toPerson(user: User): Person {
  return { id: user.id, email: user.email, name: user.name, role: toRole(user.role) };
}
