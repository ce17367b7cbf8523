import type { RecordDeploymentInput } from "./record-deployment";
import type { GithubDeploymentEvent, GithubPlace } from "@/lib/contracts/github-webhook";
import type { DeploymentKind, DeploymentOutcome } from "@/lib/domain/deployment";

/** `inactive` is not here: a later deployment took its place, which changes nothing about this one. */
const OUTCOMES: Readonly<Record<string, DeploymentOutcome>> = {
  queued: "in_progress",
  pending: "in_progress",
  waiting: "in_progress",
  in_progress: "in_progress",
  success: "succeeded",
  failure: "failed",
  error: "failed",
};
const SEPARATOR = /[-_/:. ]+$/;
const DEFAULT_ENVIRONMENT = "production";

/**
 * A change event from GitHub's; null for one that says nothing new.
 * @param regions known here: an environment called `production-eu-west-1` is region eu-west-1's production
 */
export function githubDeployment(
  { repository, deployment, deployment_status: status }: GithubDeploymentEvent,
  places: readonly GithubPlace[],
  regions: readonly string[],
): RecordDeploymentInput | null {
  const outcome = status === undefined ? "in_progress" : OUTCOMES[status.state];
  if (outcome === undefined) return null;
  const environment = status?.environment ?? deployment.environment;
  const place = places.find(
    (each) =>
      (each.repository === null || each.repository.toLowerCase() === repository.full_name.toLowerCase()) &&
      (each.environment === null || each.environment === environment),
  );
  const usual = byName(environment, regions);
  return {
    source: "github",
    externalId: `${repository.full_name}#${deployment.id}`,
    service: place?.service ?? repository.name,
    region: place?.region ?? usual.region,
    environment: place?.as_environment ?? usual.environment,
    kind: kindOf(deployment.task ?? "deploy"),
    outcome,
    version: deployment.ref ?? null,
    deployedAtMs: Date.parse(
      outcome === "in_progress" || !status ? deployment.created_at : status.created_at,
    ),
    commit: deployment.sha,
    committedAtMs: null,
    url: webAddress(status?.log_url) ?? webAddress(status?.target_url) ?? webAddress(repository.html_url),
    description: deployment.description || null,
  };
}

/** `production-eu-west-1` and `eu-west-1` name a region that is known; the longest name that fits. */
function byName(environment: string, regions: readonly string[]) {
  const lower = environment.toLowerCase();
  const fits = (region: string) => {
    const before = lower.slice(0, -region.length);
    return lower.endsWith(region.toLowerCase()) && (before === "" || SEPARATOR.test(before));
  };
  const [region] = regions.filter(fits).sort((a, b) => b.length - a.length);
  if (region === undefined) return { region: null, environment: environment || DEFAULT_ENVIRONMENT };
  const rest = environment.slice(0, -region.length).replace(SEPARATOR, "");
  return { region, environment: rest || DEFAULT_ENVIRONMENT };
}

function kindOf(task: string): DeploymentKind {
  if (/rollback|revert/i.test(task)) return "rollback";
  if (/migrat/i.test(task)) return "migration";
  return /^deploy/i.test(task) ? "deploy" : "other";
}

function webAddress(url: string | null | undefined): string | null {
  return url && /^https?:\/\//.test(url) ? url : null;
}
