import path from "node:path";
import type { DemoKeys } from "./demo-keys";
import type { LaunchSettings } from "./settings";

export interface AnnouncementInput {
  readonly settings: LaunchSettings;
  readonly demoKeys: DemoKeys | null;
  /** While there is no user yet: lets the first visitor create the admin. */
  readonly adminToken: string | null;
  /** Parts that are still catching up, as `/readyz` names them. */
  readonly pending: readonly string[];
  readonly elapsedMs: number;
}

/** What the terminal shows once everything answers. */
export function announcement(input: AnnouncementInput): string {
  const { settings } = input;
  const lines = ["", `Ready after ${(input.elapsedMs / 1000).toFixed(1)} s: ${whatRuns(settings)}`, ""];
  if (settings.demo) lines.push(...demoLines(settings, input.demoKeys));
  else if (settings.role === "all" || settings.role === "web")
    lines.push(...realLines(settings, input.adminToken));
  if (input.pending.length > 0) lines.push(`  Catching up  ${input.pending.join(", ")}`);
  lines.push(`  Logs         ${shown(settings, "logs")}`, "  Stop         Ctrl-C", "");
  return lines.join("\n");
}

function whatRuns({ role, publicUrl }: LaunchSettings): string {
  if (role === "worker") return "the worker alone (ROLE=worker)";
  if (role === "ingest") return `${publicUrl} for telemetry alone (ROLE=ingest)`;
  return role === "web" ? `${publicUrl} without ingest (ROLE=web)` : publicUrl;
}

function demoLines(settings: LaunchSettings, keys: DemoKeys | null): string[] {
  const lines = ["  Sign in      one click on the page: executive, SRE or admin (demo data, no password)"];
  if (keys) {
    lines.push(`  Ingest key   ${keys.ingest}`, `  Read key     ${keys.read}`);
    lines.push(`               also in ${shown(settings, "demo-keys.json")}`);
  }
  return lines;
}

function realLines(settings: LaunchSettings, adminToken: string | null): string[] {
  const signIn =
    adminToken === null
      ? `  Sign in      ${settings.publicUrl}/sign-in`
      : `  First admin  ${settings.publicUrl}/first-admin?token=${encodeURIComponent(adminToken)}`;
  return [
    signIn,
    `  Ingest key   npm run keys -- create --scope ingest --name "my Prometheus"`,
    `  Read key     npm run keys -- create --scope read --name "my scripts"`,
  ];
}

/** A path of the data folder, relative to the checkout where it lies inside. */
function shown(settings: LaunchSettings, name: string): string {
  const file = path.join(settings.dataDir, name);
  const relative = path.relative(settings.root, file);
  return relative.startsWith("..") ? file : relative;
}
