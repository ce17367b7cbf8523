import type { MappingRule } from "@/lib/domain/series-plan";
import { oneOf, rule, target } from "./rule-writing";

const HEALTHY = target("lb_targets_healthy", "total");
const TARGETS = target("lb_targets", "total");
const CLOUDWATCH = ["aws_applicationelb", "aws_networkelb"];

/** Targets behind load balancers: own names, CloudWatch (cloudwatch_exporter), HAProxy ≥ 2.4, Traefik. */
export const LOAD_BALANCER_RULES: readonly MappingRule[] = [
  rule("lb_targets_healthy", { name: "lb_targets_healthy" }, HEALTHY),
  rule("lb_targets", { name: "lb_targets" }, TARGETS),
  rule(
    "aws/healthy_host_count",
    oneOf(CLOUDWATCH.map((name) => `${name}_healthy_host_count_average`)),
    HEALTHY,
    TARGETS,
  ),
  rule(
    "aws/un_healthy_host_count",
    oneOf(CLOUDWATCH.map((name) => `${name}_un_healthy_host_count_average`)),
    TARGETS,
  ),
  rule("haproxy/servers", { name: "haproxy_backend_agg_server_status" }, TARGETS),
  rule("haproxy/servers/up", { name: "haproxy_backend_agg_server_status", labels: { state: "UP" } }, HEALTHY),
  rule(
    "traefik_service_server_up",
    { name: "traefik_service_server_up" },
    HEALTHY,
    target("lb_targets", "presence"),
  ),
];
