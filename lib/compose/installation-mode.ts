import { z } from "zod";
import type { Ctx } from "@/lib/context";

const MODE_SETTING = "installation-mode";
const modeSchema = z.enum(["demo", "real"]);
type Mode = z.infer<typeof modeSchema>;

const HOLDS: Readonly<Record<Mode, string>> = { demo: "the demo's data", real: "real data" };
const ADVICE: Readonly<Record<Mode, string>> = {
  demo: "start it with --no-demo, or give the demo a DATABASE_URL of its own",
  real: "give real use a DATABASE_URL of its own",
};

/** Thrown where simulated and real data would meet in one database. */
export class InstallationModeError extends Error {}

/** Makes the database the demo's or real use's for good; the first start decides. @throws InstallationModeError */
export async function claimInstallationMode(ctx: Ctx): Promise<void> {
  const mode: Mode = ctx.demo ? "demo" : "real";
  const stored = await ctx.settings.get(MODE_SETTING, modeSchema);
  if (stored === null) return ctx.settings.set(MODE_SETTING, modeSchema, mode);
  if (stored !== mode)
    throw new InstallationModeError(`This database holds ${HOLDS[stored]}: ${ADVICE[mode]}.`);
}
