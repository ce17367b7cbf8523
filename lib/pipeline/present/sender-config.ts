/** A configuration that a visitor copies into a sender. */
export interface SenderConfig {
  readonly id: "prometheus" | "collector" | "sdk";
  readonly title: string;
  readonly file: string;
  readonly text: string;
}

const KEY_PLACEHOLDER = "YOUR_INGEST_KEY";

/**
 * Lines for the usual senders.
 * @param baseUrl this installation's own, without a slash at its end
 * @param secret an ingest key that was just created; null: a placeholder stands for it
 */
export function senderConfigs(baseUrl: string, secret: string | null): readonly SenderConfig[] {
  const key = secret ?? KEY_PLACEHOLDER;
  return [
    { id: "prometheus", title: "Prometheus", file: "prometheus.yml", text: prometheus(baseUrl, key) },
    { id: "collector", title: "OpenTelemetry Collector", file: "config.yaml", text: collector(baseUrl, key) },
    { id: "sdk", title: "OpenTelemetry SDK", file: "environment", text: sdk(baseUrl, key) },
  ];
}

function prometheus(baseUrl: string, key: string): string {
  return `global:
  external_labels:
    region: eu-west-1        # where this Prometheus is

remote_write:
  - url: ${baseUrl}/api/v1/write
    authorization:
      credentials: ${key}`;
}

function collector(baseUrl: string, key: string): string {
  return `processors:
  resource:
    attributes:
      - { key: cloud.region, value: eu-west-1, action: insert }

exporters:
  otlphttp/hyperscale:
    metrics_endpoint: ${baseUrl}/v1/metrics
    headers:
      authorization: Bearer ${key}

service:
  pipelines:
    metrics:
      receivers: [otlp]
      processors: [resource]
      exporters: [otlphttp/hyperscale]`;
}

function sdk(baseUrl: string, key: string): string {
  return `OTEL_EXPORTER_OTLP_METRICS_ENDPOINT=${baseUrl}/v1/metrics
OTEL_EXPORTER_OTLP_METRICS_PROTOCOL=http/protobuf
OTEL_EXPORTER_OTLP_METRICS_HEADERS=authorization=Bearer%20${key}
OTEL_RESOURCE_ATTRIBUTES=service.name=checkout,cloud.region=eu-west-1`;
}
