import type { AlertSender } from "@/lib/contracts/alert-webhook";

/** What a visitor copies into an alerting system. */
export interface AlertSenderConfig {
  readonly sender: AlertSender;
  readonly name: string;
  readonly title: string;
  readonly text: string;
}

const KEY_PLACEHOLDER = "YOUR_INGEST_KEY";

/**
 * How alerting systems are pointed here.
 * @param baseUrl this installation's own, without a slash at its end
 */
export function alertSenders(baseUrl: string): readonly AlertSenderConfig[] {
  return [
    {
      ...{ sender: "alertmanager", name: "Alertmanager", title: "alertmanager.yml" },
      text: `route:
  receiver: hyperscale
  group_by: [alertname, region, service]
  group_wait: 1s            # grouping by cause is done here
  group_interval: 5s

receivers:
  - name: hyperscale
    webhook_configs:
      - url: ${baseUrl}/api/v1/integrations/alertmanager
        send_resolved: true
        http_config:
          authorization:
            credentials: ${KEY_PLACEHOLDER}`,
    },
    {
      ...{ sender: "grafana", name: "Grafana", title: "provisioning/alerting/hyperscale.yaml" },
      text: `apiVersion: 1
contactPoints:
  - orgId: 1
    name: hyperscale
    receivers:
      - uid: hyperscale
        type: webhook
        settings:
          url: ${baseUrl}/api/v1/integrations/grafana
          httpMethod: POST
          authorization_scheme: Bearer
          authorization_credentials: ${KEY_PLACEHOLDER}`,
    },
  ];
}
