import { anyLabel } from "./rule-writing";

/** One way in which a series says how its requests ended: 1 = a server error, 0 = known to be none. */
export interface Outcome {
  readonly key: "failed" | "answered" | "unanswered";
  readonly labels: Readonly<Record<string, string>>;
  readonly errorFactor: 0 | 1;
}

const HTTP_STATUS = anyLabel(
  "http.response.status_code",
  "http.status_code",
  "code",
  "status",
  "status_code",
  "response_code",
);
const ERROR_TYPE = anyLabel("error.type");
const ABSENT = "";
const PRESENT = ".+";

/** `503` and `5xx` alike. Where there is no status there is no telling, unless an error took its place. */
export const HTTP_OUTCOMES: readonly Outcome[] = [
  { key: "failed", labels: { [HTTP_STATUS]: "5.." }, errorFactor: 1 },
  { key: "answered", labels: { [HTTP_STATUS]: "[1-4].." }, errorFactor: 0 },
  { key: "unanswered", labels: { [HTTP_STATUS]: ABSENT, [ERROR_TYPE]: PRESENT }, errorFactor: 1 },
];

const RPC_STATUS = anyLabel("rpc.response.status_code", "rpc.grpc.status_code", "grpc_code", "grpc.status");
/**
 * gRPC's status codes that are the server's fault, by number, by name, and as Go's library writes them.
 * Source: semantic-conventions `docs/rpc/grpc.md` (server spans).
 */
const RPC_FAILED =
  "2|4|12|13|14|15|UNKNOWN|DEADLINE_EXCEEDED|UNIMPLEMENTED|INTERNAL|UNAVAILABLE|DATA_LOSS" +
  "|Unknown|DeadlineExceeded|Unimplemented|Internal|Unavailable|DataLoss";
const RPC_ANSWERED =
  "0|1|3|5|6|7|8|9|10|11|16|OK|CANCELLED|INVALID_ARGUMENT|NOT_FOUND|ALREADY_EXISTS|PERMISSION_DENIED" +
  "|RESOURCE_EXHAUSTED|FAILED_PRECONDITION|ABORTED|OUT_OF_RANGE|UNAUTHENTICATED|Canceled|InvalidArgument|NotFound" +
  "|AlreadyExists|PermissionDenied|ResourceExhausted|FailedPrecondition|Aborted|OutOfRange|Unauthenticated";

export const RPC_OUTCOMES: readonly Outcome[] = [
  { key: "failed", labels: { [RPC_STATUS]: RPC_FAILED }, errorFactor: 1 },
  { key: "answered", labels: { [RPC_STATUS]: RPC_ANSWERED }, errorFactor: 0 },
  { key: "unanswered", labels: { [RPC_STATUS]: ABSENT, [ERROR_TYPE]: PRESENT }, errorFactor: 1 },
];
