import type { LookupAddress } from "node:dns";
import nodemailer from "nodemailer";
import { OutgoingRefusedError, type OutgoingGuard } from "@/lib/platform/outgoing-guard";
import { isPermanentForMail, type Mail, type MailTarget } from "./channels/email";
import type { Attempt } from "./verdict";

/** Sends once; never rejects. */
export type SendMail = (
  target: MailTarget,
  password: string | null,
  mail: Mail,
  timeoutMs: number,
) => Promise<Attempt>;

const MS_PER_SECOND = 1_000;

/** Sends by SMTP to the very address that the guard let through. */
export function createMailSender(guard: OutgoingGuard): SendMail {
  return async (target, password, mail, timeoutMs) => {
    try {
      const address = await resolved(guard, target.host);
      return await send(address, target, password, mail, timeoutMs);
    } catch (error) {
      return failed(error);
    }
  };
}

function resolved({ lookup }: OutgoingGuard, host: string): Promise<string> {
  return new Promise((resolve, reject) => {
    lookup(host, { all: false }, (error, address: string | LookupAddress[]) => {
      if (error) reject(error);
      else resolve(typeof address === "string" ? address : address[0].address);
    });
  });
}

async function send(
  address: string,
  { host, port, encryption, user }: MailTarget,
  password: string | null,
  { to, references, ...mail }: Mail,
  timeoutMs: number,
): Promise<Attempt> {
  const transport = nodemailer.createTransport({
    ...{ host: address, port, servername: host, tls: { servername: host } },
    ...{ secure: encryption === "tls", requireTLS: encryption === "starttls" },
    ignoreTLS: encryption === "none",
    ...(user === null ? {} : { auth: { user, pass: password ?? "" } }),
    ...{ connectionTimeout: timeoutMs, greetingTimeout: timeoutMs, socketTimeout: timeoutMs },
    ...{ disableFileAccess: true, disableUrlAccess: true },
  });
  let timer: NodeJS.Timeout | undefined;
  const tooLate = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer within ${timeoutMs / MS_PER_SECOND} s`)), timeoutMs);
  });
  try {
    const message = { ...mail, to: [...to], ...(references === null ? {} : { references }) };
    const sent = await Promise.race([transport.sendMail(message), tooLate]);
    const without = (sent.rejected ?? []).map(String);
    const note = without.length === 0 ? "" : ` Not taken for ${without.join(", ")}.`;
    return { verdict: { kind: "delivered" }, code: 250, answer: `${sent.response ?? "Sent."}${note}` };
  } finally {
    clearTimeout(timer);
    transport.close();
  }
}

function failed(error: unknown): Attempt {
  if (error instanceof OutgoingRefusedError)
    return { verdict: { kind: "refused" }, code: null, answer: error.message };
  const { responseCode, response, message } = error as {
    readonly responseCode?: number;
    readonly response?: string;
    readonly message?: string;
  };
  const code = responseCode ?? null;
  const isPermanent = code !== null && isPermanentForMail(code);
  return {
    verdict: isPermanent ? { kind: "refused" } : { kind: "retry", retryAfterMs: null },
    code,
    answer: response ?? `The mail could not be sent: ${message ?? "unknown"}.`,
  };
}
