import type protobuf from "protobufjs";
import { RESPONSE_MESSAGE, STATUS_MESSAGE } from "./otlp-messages";

const JSON_TYPE = "application/json";
const PROTOBUF_TYPE = "application/x-protobuf";

export interface OtlpAnswer {
  readonly contentType: string;
  readonly body: Buffer;
}

/**
 * An ExportMetricsServiceResponse in the request's type.
 * @param contentType the request's; everything but JSON is answered in protobuf.
 * @param rejected data points that were refused. @param message why; alone it is a warning. `partialSuccess` is unset
 *   where neither says anything, as the protocol asks.
 */
export function otlpSuccess(contentType: string, rejected: number, message: string): OtlpAnswer {
  const partial = rejected > 0 || message !== "";
  const partialSuccess = { rejectedDataPoints: rejected, errorMessage: message };
  if (!isJson(contentType)) return protobufAnswer(RESPONSE_MESSAGE, partial ? { partialSuccess } : {});
  // Integers of 64 bits are strings in protobuf's JSON.
  return jsonAnswer(
    partial ? { partialSuccess: { ...partialSuccess, rejectedDataPoints: String(rejected) } } : {},
  );
}

/** A google.rpc.Status in the request's type. @param code of google.rpc.Code, for example 3 for an invalid argument. */
export function otlpError(contentType: string, code: number, message: string): OtlpAnswer {
  const status = { code, message };
  return isJson(contentType) ? jsonAnswer(status) : protobufAnswer(STATUS_MESSAGE, status);
}

function isJson(contentType: string): boolean {
  return contentType.split(";")[0].trim().toLowerCase() === JSON_TYPE;
}

function jsonAnswer(value: object): OtlpAnswer {
  return { contentType: JSON_TYPE, body: Buffer.from(JSON.stringify(value)) };
}

function protobufAnswer(type: protobuf.Type, value: object): OtlpAnswer {
  return { contentType: PROTOBUF_TYPE, body: Buffer.from(type.encode(type.fromObject(value)).finish()) };
}
