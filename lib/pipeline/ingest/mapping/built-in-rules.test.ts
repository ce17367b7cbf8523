import { describe, expect, test } from "vitest";
import { Instrument, type InstrumentCode, type Label } from "@/lib/domain/sample";
import { BUILT_IN_RULES } from "./built-in-rules";
import { compileMapping } from "./compile-mapping";
import { mappingRuleSchema } from "./mapping-rule-schema";
import { DEFAULT_MAPPING_SCOPE } from "./series-scope";

const mapSeries = compileMapping(BUILT_IN_RULES, DEFAULT_MAPPING_SCOPE);

/** `name{label="value"}` as in an exposition, dots allowed; `region="eu"` is added. */
function labelsOf(series: string): Label[] {
  const [, name, inner] = /^([^{]+)(?:\{(.*)\})?$/.exec(series)!;
  const labels = [...(inner ?? "").matchAll(/([\w.]+)="([^"]*)"/g)].map(([, key, value]): Label => [
    key,
    value,
  ]);
  return [["__name__", name], ...labels, ["region", "eu"]];
}

/** `metric mode ×sumFactor w<weightFactor> fallback le=…`; what is usual is left out. */
function targetsOf(series: string, instrument: InstrumentCode = Instrument.untyped): string[] {
  const plan = mapSeries(labelsOf(series), instrument);
  if (plan.kind === "unmapped") return [plan.reason];
  return plan.targets.map(({ metric, mode, sumFactor, weightFactor, fallback, le }) =>
    [
      `${metric} ${mode}`,
      sumFactor !== 1 && `×${sumFactor}`,
      weightFactor !== null && `w${weightFactor}`,
      fallback && "fallback",
      le !== null && `le=${le}`,
    ]
      .filter(Boolean)
      .join(" "),
  );
}

type Row = readonly [series: string, ...targets: string[]];
function table(rows: readonly Row[], instrument: InstrumentCode = Instrument.untyped): void {
  test.each(rows.map(([series, ...targets]) => ({ series, targets })))(
    "$series → $targets",
    ({ series, targets }) => {
      expect(targetsOf(series, instrument).sort()).toEqual([...targets].sort());
    },
  );
}

describe("node_exporter", () => {
  table([
    ['node_cpu_seconds_total{cpu="0",mode="idle"}', "cpu increase ×0 w1"],
    ['node_cpu_seconds_total{cpu="0",mode="user"}', "cpu increase w1"],
    ['node_cpu_seconds_total{cpu="0",mode="iowait"}', "cpu increase w1"],
    ['node_cpu_seconds_total{cpu="0",mode="steal"}', "cpu increase w1"],
    ['node_cpu_seconds_total{cpu="0",mode="guest_nice"}', "no-rule"],
    ['node_cpu_guest_seconds_total{cpu="0",mode="user"}', "no-rule"],
    ['windows_cpu_time_total{core="0,0",mode="idle"}', "cpu increase ×0 w1"],
    ["node_memory_MemTotal_bytes", "memory sample w1"],
    ["node_memory_MemAvailable_bytes", "memory sample ×-1 w0"],
    ["node_memory_MemFree_bytes", "no-rule"],
    ['node_filesystem_size_bytes{device="/dev/sda1",fstype="ext4",mountpoint="/"}', "disk sample w1"],
    ['node_filesystem_avail_bytes{device="/dev/sda1",fstype="ext4",mountpoint="/"}', "disk sample ×-1 w0"],
    [
      'node_filesystem_avail_bytes{device="/dev/sdb",fstype="xfs",mountpoint="/var/lib/postgresql"}',
      "disk sample ×-1 w0",
    ],
    ['node_filesystem_size_bytes{device="/dev/sdc",fstype="ext4",mountpoint="/runtime"}', "disk sample w1"],
    ['node_filesystem_size_bytes{device="tmpfs",fstype="tmpfs",mountpoint="/run"}', "no-rule"],
    ['node_filesystem_size_bytes{device="overlay",fstype="overlay",mountpoint="/"}', "no-rule"],
    [
      'node_filesystem_size_bytes{device="/dev/loop3",fstype="squashfs",mountpoint="/snap/core/1"}',
      "no-rule",
    ],
    [
      'node_filesystem_size_bytes{device="/dev/sda1",fstype="ext4",mountpoint="/var/lib/kubelet/pods/x"}',
      "no-rule",
    ],
    ['node_filesystem_size_bytes{device="/dev/sda1",fstype="ext4",mountpoint="/etc/hosts"}', "no-rule"],
    ['node_network_receive_bytes_total{device="eth0"}', "network increase w0"],
    ['node_network_transmit_bytes_total{device="enp1s0"}', "network increase w0"],
    ['node_network_receive_bytes_total{device="lo"}', "no-rule"],
    ['node_network_receive_bytes_total{device="veth12ab"}', "no-rule"],
    ['node_network_speed_bytes{device="eth0"}', "network duration ×0 w2"],
    ['node_network_speed_bytes{device="docker0"}', "no-rule"],
    ["node_boot_time_seconds", "servers presence fallback"],
    ["node_load1", "no-rule"],
  ]);
});

describe("OTel system metrics", () => {
  table(
    [
      ['system.cpu.utilization{cpu.logical_number="0",cpu.mode="idle"}', "cpu sample ×0 w1"],
      ['system.cpu.utilization{cpu.logical_number="0",cpu.mode="user"}', "cpu sample w1"],
      ['system.cpu.utilization{cpu="cpu0",state="wait"}', "cpu sample w1"],
      ['system_cpu_utilization_ratio{cpu="cpu0",state="idle"}', "cpu sample ×0 w1"],
      ['system_cpu_utilization{cpu_mode="system"}', "cpu sample w1"],
      ["system.cpu.utilization", "cpu sample"],
      ['system.cpu.time{system.cpu.state="user"}', "cpu increase w1"],
      ['system_cpu_time_seconds_total{state="idle"}', "cpu increase ×0 w1"],
      ['system.memory.utilization{system.memory.state="used"}', "memory sample w1"],
      ['system_memory_utilization_ratio{state="cached"}', "memory sample ×0 w1"],
      ['system.memory.utilization{state="slab_reclaimable"}', "no-rule"],
      ["system.memory.utilization", "memory sample"],
      ['system.memory.usage{state="used"}', "memory sample w1", "servers presence fallback"],
      ['system_memory_usage_bytes{state="free"}', "memory sample ×0 w1"],
      ['system.filesystem.utilization{device="/dev/sda1",mountpoint="/",type="ext4"}', "disk sample"],
      [
        'system.filesystem.utilization{system.filesystem.state="used",system.filesystem.type="ext4"}',
        "disk sample w1",
      ],
      ['system.filesystem.utilization{mountpoint="/run",type="tmpfs"}', "no-rule"],
      ["system.filesystem.utilization", "disk sample"],
      ['system_filesystem_usage_bytes{mountpoint="/",type="xfs",state="reserved"}', "disk sample ×0 w1"],
      ["system.network.utilization", "network sample"],
      ['system.network.io{direction="receive"}', "no-rule"],
    ],
    Instrument.gauge,
  );
});

describe("durations as OTLP histograms", () => {
  const http = ["latency histogram ×1000", "requests histogram-count-of fallback"];
  const old = ["latency histogram fallback", "requests histogram-count-of fallback"];
  const failed = "errors histogram-count-of fallback";
  const fine = "errors histogram-count-of ×0 fallback";
  table(
    [
      ['http.server.request.duration{http.response.status_code="200"}', ...http, fine],
      ['http.server.request.duration{http.response.status_code="404",error.type="404"}', ...http, fine],
      ['http.server.request.duration{http.response.status_code="503",error.type="503"}', ...http, failed],
      ['http.server.request.duration{error.type="timeout"}', ...http, failed],
      ["http.server.request.duration", ...http],
      ['http.server.duration{http.status_code="500"}', ...old, failed],
      ['rpc.server.call.duration{rpc.response.status_code="OK"}', ...http, fine],
      ['rpc.server.call.duration{rpc.response.status_code="DEADLINE_EXCEEDED"}', ...http, failed],
      ['rpc.server.call.duration{error.type="java.net.ConnectException"}', ...http, failed],
      ['rpc.server.duration{rpc.grpc.status_code="13"}', ...old, failed],
      ['rpc.server.duration{rpc.grpc.status_code="5"}', ...old, fine],
      ["http_request_duration_seconds", ...http],
      ["http.client.request.duration", "no-rule"],
    ],
    Instrument.histogramCumulative,
  );
  test("a gauge of such a name is not one (a summary's quantile)", () => {
    expect(targetsOf('http_request_duration_seconds{quantile="0.99"}')).toEqual(["no-rule"]);
  });
});

describe("durations as Prometheus histograms", () => {
  const count = ["latency histogram-count", "requests increase fallback"];
  table([
    ['http_request_duration_seconds_bucket{le="0.25"}', "latency bucket ×1000 le=250"],
    ['http_request_duration_seconds_bucket{le="+Inf"}', "latency bucket ×1000 le=Infinity"],
    ['http_request_duration_seconds_bucket{le="abc"}', "no-rule"],
    ["http_request_duration_seconds_bucket", "no-rule"],
    ["http_request_duration_seconds_sum", "latency histogram-sum ×1000"],
    ["http_request_duration_seconds_count", ...count],
    ['http_request_duration_seconds_count{code="500"}', ...count, "errors increase fallback"],
    ['http_request_duration_seconds_count{status_code="2xx"}', ...count, "errors increase ×0 fallback"],
    ['http_server_requests_seconds_count{status="502",uri="/pay"}', ...count, "errors increase fallback"],
    [
      'http_server_request_duration_seconds_bucket{le="0.005",http_response_status_code="200"}',
      "latency bucket ×1000 le=5",
    ],
    [
      'http_server_request_duration_seconds_count{http_response_status_code="200"}',
      ...count,
      "errors increase ×0 fallback",
    ],
    ['http.server.request.duration_bucket{le="1.0"}', "latency bucket ×1000 le=1000"],
    ['http_server_duration_milliseconds_bucket{le="75"}', "latency bucket fallback le=75"],
    ['grpc_server_handling_seconds_bucket{le="0.07"}', "latency bucket ×1000 le=70"],
  ]);
});

describe("request counters", () => {
  table([
    ["http_requests_total", "requests increase"],
    ['http_requests_total{code="200"}', "requests increase", "errors increase ×0"],
    ['http_requests_total{code="499"}', "requests increase", "errors increase ×0"],
    ['http_requests_total{code="503"}', "requests increase", "errors increase"],
    ['http_requests_total{status="5xx",method="GET"}', "requests increase", "errors increase"],
    ['http_requests_total{status_code="302"}', "requests increase", "errors increase ×0"],
    ['http_requests_total{code="500",status="500"}', "requests increase", "errors increase"],
    ['http_requests_total{code="OK"}', "requests increase"],
    ["http_errors_total", "errors increase fallback"],
    ['grpc_server_handled_total{grpc_code="OK"}', "requests increase", "errors increase ×0"],
    ['grpc_server_handled_total{grpc_code="NotFound"}', "requests increase", "errors increase ×0"],
    ['grpc_server_handled_total{grpc_code="Unavailable"}', "requests increase", "errors increase"],
    ['grpc_server_handled_total{grpc_code="Unknown"}', "requests increase", "errors increase"],
    ['promhttp_metric_handler_requests_total{code="200"}', "no-rule"],
    ['prometheus_http_requests_total{code="200"}', "no-rule"],
  ]);
});

describe("what a service uses", () => {
  const used = ["connections total", "connection_utilization sample w0"];
  table([
    ["cpu_usage_ratio", "cpu sample"],
    ['cpu_usage_ratio{instance="a:1"}', "cpu sample", "servers presence fallback"],
    ["memory_usage_ratio", "memory sample"],
    ["disk_usage_ratio", "disk sample"],
    ["network_usage_ratio", "network sample"],
    ["server_count", "servers total"],
    ["active_users", "active_users total"],
    ["db_client_connections", ...used],
    ['db.client.connection.count{db.client.connection.state="used"}', ...used],
    ['db.client.connection.count{db.client.connection.state="idle"}', "connections total ×0"],
    ['db_client_connections_usage{state="used"}', ...used],
    ['db_client_connection_count{db_client_connection_state="used"}', ...used],
    ["db.client.connection.max", "connection_utilization sample ×0 w1"],
    ["db_client_connections_max", "connection_utilization sample ×0 w1"],
    ['pg_stat_activity_count{datname="shop",state="idle"}', ...used],
    ["pg_settings_max_connections", "connection_utilization sample ×0 w1"],
    ["cache_hits_total", "cache_hits increase"],
    ["cache_misses_total", "cache_misses increase"],
    ["redis_keyspace_hits_total", "cache_hits increase"],
    ["redis_keyspace_misses_total", "cache_misses increase"],
    ['memcached_commands_total{command="get",status="miss"}', "cache_misses increase"],
    ['memcached_commands_total{command="set",status="hit"}', "no-rule"],
  ]);
});

describe("load balancers", () => {
  table([
    ["lb_targets", "lb_targets total"],
    ["lb_targets_healthy", "lb_targets_healthy total"],
    ["aws_applicationelb_healthy_host_count_average", "lb_targets_healthy total", "lb_targets total"],
    ["aws_applicationelb_un_healthy_host_count_average", "lb_targets total"],
    [
      'haproxy_backend_agg_server_status{proxy="www",state="UP"}',
      "lb_targets_healthy total",
      "lb_targets total",
    ],
    ['haproxy_backend_agg_server_status{proxy="www",state="DOWN"}', "lb_targets total"],
    ["traefik_service_server_up", "lb_targets_healthy total", "lb_targets presence"],
  ]);
});

describe("business", () => {
  table([
    ["revenue_total", "revenue increase"],
    ["orders_total", "orders increase"],
    ["new_customers_total", "new_customers increase"],
    ["customer_satisfaction_ratio", "satisfaction sample"],
    ["customer_retention_ratio", "retained_customers sample"],
  ]);
});

test.each(["go_goroutines", "process_cpu_seconds_total", "scrape_duration_seconds", "up", "node_uname_info"])(
  "%s is nobody's",
  (name) => expect(targetsOf(name)).toEqual(["no-rule"]),
);

test.each([
  ['node_cpu_seconds_total{mode="idle",job="node"}', null],
  ['node_cpu_seconds_total{mode="idle",job="node",service="checkout"}', "checkout"],
  ['system.cpu.utilization{service.name="feed"}', "feed"],
  ['http_requests_total{job="checkout"}', "checkout"],
  ['http_requests_total{job="kubernetes-pods",app="checkout"}', "checkout"],
  ['http_requests_total{service="",job="checkout"}', "checkout"],
  ['http_server_request_duration_seconds_count{job="shop/checkout"}', "shop/checkout"],
  ['redis_keyspace_hits_total{job="redis"}', null],
])("%s belongs to the service %s", (series, service) => {
  expect(mapSeries(labelsOf(series), Instrument.untyped)).toMatchObject({ kind: "mapped", service });
});

test("every built-in rule is one that may be stored, under a key of its own", () => {
  for (const rule of BUILT_IN_RULES)
    expect(mappingRuleSchema.safeParse(rule).error, rule.key).toBeUndefined();
  expect(new Set(BUILT_IN_RULES.map(({ key }) => key)).size).toBe(BUILT_IN_RULES.length);
});

test("the shares of one CPU's states fold to its busy share", () => {
  const shares = { idle: 0.7, user: 0.2, system: 0.06, iowait: 0.04 };
  let sum = 0;
  let weight = 0;
  for (const [mode, share] of Object.entries(shares)) {
    const plan = mapSeries(labelsOf(`system.cpu.utilization{cpu.mode="${mode}"}`), Instrument.gauge);
    if (plan.kind !== "mapped") throw new Error(plan.reason);
    sum += share * plan.targets[0].sumFactor;
    weight += share * plan.targets[0].weightFactor!;
  }
  expect(sum / weight).toBeCloseTo(0.3, 12);
});
