import pino from "pino";

export type Logger = pino.Logger;

/** A JSON logger to stdout. `name` is the process or part that speaks; secrets never belong in a log line. */
export function createLogger(name: string, level = process.env.LOG_LEVEL ?? "info"): Logger {
  return pino({
    name,
    level,
    redact: ["authorization", "cookie", "password", "key", "token", "*.authorization"],
  });
}
