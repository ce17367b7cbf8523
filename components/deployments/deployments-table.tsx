import { useMemo } from "react";
import { useRegionName } from "@/components/queries/use-region-name";
import { Age } from "@/components/ui/age";
import { ClockTime } from "@/components/ui/clock-time";
import { CsvButton } from "@/components/ui/csv-button";
import { StatusPill } from "@/components/ui/status-pill";
import type { DeploymentContract } from "@/lib/contracts/deployment";
import { deploymentCsv } from "@/lib/pipeline/present/deployment-csv";
import { kindWord, outcomeModel, reporterText } from "@/lib/pipeline/present/deployment-model";

const COMMIT_LENGTH = 12;

/** Change events as they were given; at least one. */
export function DeploymentsTable({ deployments }: { deployments: readonly DeploymentContract[] }) {
  const nameOf = useRegionName();
  const columns = useMemo(() => deploymentCsv(nameOf), [nameOf]);
  return (
    <>
      <div className="flex justify-end">
        <CsvButton caption="Deployments" csvName="deployments" columns={columns} rows={deployments} />
      </div>
      <Table deployments={deployments} />
    </>
  );
}

function Table({ deployments }: { deployments: readonly DeploymentContract[] }) {
  return (
    <div className="relative overflow-x-auto" tabIndex={0} role="region" aria-label="Deployments">
      <table className="table-plain">
        <thead>
          <tr>
            <th className="left">What</th>
            <th className="left">Where</th>
            <th className="left">When</th>
            <th className="left max-sm:hidden">Outcome</th>
            <th className="left max-md:hidden">Reported by</th>
          </tr>
        </thead>
        <tbody>
          {deployments.map((deployment) => (
            <DeploymentRow key={deployment.id} deployment={deployment} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function DeploymentRow({ deployment }: { deployment: DeploymentContract }) {
  const { deployed_at, outcome, service, region, environment, recorded_by, demo } = deployment;
  const nameOf = useRegionName();
  const atMs = Date.parse(deployed_at);
  const pill = <StatusPill status={outcomeModel(outcome)} />;
  return (
    <tr data-deployment={deployment.external_id ?? deployment.id}>
      <td className="left">
        <WhatChanged deployment={deployment} />
        <span className="mt-1 block sm:hidden">{pill}</span>
      </td>
      <td className="left whitespace-normal!">
        {service ?? "All services"}
        <span className="block text-caption text-ink-2">
          {region === null ? "All regions" : <span title={region}>{nameOf(region)}</span>}, {environment}
        </span>
      </td>
      <td className="left">
        <Age atMs={atMs} />
        <span className="block text-caption text-ink-2 max-sm:hidden">
          <ClockTime atMs={atMs} show="date" /> <ClockTime atMs={atMs} />
        </span>
      </td>
      <td className="left max-sm:hidden">{pill}</td>
      <td className="left max-md:hidden">
        {reporterText(recorded_by)}
        {demo ? <span className="ml-2 text-caption text-ink-3">demo</span> : null}
      </td>
    </tr>
  );
}

function WhatChanged({ deployment }: { deployment: DeploymentContract }) {
  const { kind, version, commit, url, description } = deployment;
  const name = (
    <>
      {kindWord(kind)} {version === null ? null : <span className="inline-block">{version}</span>}
    </>
  );
  const hash = commit === null || commit === version ? null : commit.slice(0, COMMIT_LENGTH);
  return (
    <span className="block max-w-[40ch] whitespace-normal">
      {url === null ? (
        <span className="font-[570] break-words">{name}</span>
      ) : (
        <a className="link font-[570] break-words" href={url} rel="noreferrer noopener" target="_blank">
          {name}
        </a>
      )}{" "}
      {hash === null ? null : <code className="inline-block font-mono text-[12px] text-ink-2">{hash}</code>}
      {description === null ? null : (
        <span className="block text-caption break-words text-ink-2">{description}</span>
      )}
    </span>
  );
}
