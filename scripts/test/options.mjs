import { Refusal } from "../start/refusal.mjs";

export const PARTS = ["static", "unit", "db", "e2e"];

/** `npm test -- --only unit,db`: the parts to run, in order; all without it. Throws a Refusal for anything else. */
export function parseOptions(args) {
  if (args.length === 0) return { parts: PARTS };
  const list = args[0] === "--only" && args.length === 2 ? args[1] : args[0].match(/^--only=(.*)$/)?.[1];
  const wanted = list?.split(",") ?? [];
  if (
    wanted.length === 0 ||
    (args.length > 1 && args[0] !== "--only") ||
    wanted.some((part) => !PARTS.includes(part))
  )
    throw new Refusal(`Usage: npm test -- --only ${PARTS.join(",")} (one or more of them).`);
  return { parts: PARTS.filter((part) => wanted.includes(part)) };
}
