/** Lines that a visitor copies into whatever deploys. */
export interface DeploymentSender {
  readonly title: string;
  readonly text: string;
}

/**
 * How a deployment is reported.
 * @param baseUrl this installation's own, without a slash at its end
 */
export function deploymentSenders(baseUrl: string): readonly DeploymentSender[] {
  const url = `${baseUrl}/api/v1/hyperscale-monitoring/deployments`;
  return [
    {
      title: "Any pipeline, after its last step",
      text: `curl --fail-with-body ${url} \\
  -H "Authorization: Bearer $HYPERSCALE_INGEST_KEY" \\
  -H "Content-Type: application/json" \\
  -d '{"external_id": "run-4711", "service": "checkout",
       "region": "eu-west-1", "version": "2.7.1"}'`,
    },
    {
      title: "A step of GitHub Actions",
      text: `- name: Report the deployment
  if: always()
  env:
    KEY: \${{ secrets.HYPERSCALE_INGEST_KEY }}
    OUTCOME: \${{ job.status == 'success' && 'succeeded' || 'failed' }}
  run: >-
    curl --fail-with-body ${url}
    -H "Authorization: Bearer $KEY" -H "Content-Type: application/json"
    -d "{\\"external_id\\": \\"$GITHUB_RUN_ID\\", \\"service\\": \\"checkout\\",
    \\"commit\\": \\"$GITHUB_SHA\\", \\"outcome\\": \\"$OUTCOME\\"}"`,
    },
  ];
}

/** Where GitHub sends its webhook to. */
export function githubWebhookUrl(baseUrl: string): string {
  return `${baseUrl}/api/v1/integrations/github/deployments`;
}
