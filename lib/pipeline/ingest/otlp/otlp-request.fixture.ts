import type { SampleBatch } from "@/lib/domain/sample";
import { decodeOtlpJson } from "./decode-otlp-json";
import { decodeOtlpProtobuf } from "./decode-otlp-protobuf";
import { readOtlpLabels } from "./otlp-identity";
import { REQUEST_MESSAGE } from "./otlp-messages";

/** A request in OTLP's JSON, which tests are written in. */
export type OtlpJson = Record<string, unknown>;

/** An attribute with a text. */
export const attribute = (key: string, stringValue: string) => ({ key, value: { stringValue } });

export function requestOf(metrics: readonly OtlpJson[], attributes: readonly OtlpJson[] = []): OtlpJson {
  return { resourceMetrics: [{ resource: { attributes }, scopeMetrics: [{ metrics }] }] };
}

export function encodeProtobuf(request: OtlpJson): Buffer {
  return Buffer.from(REQUEST_MESSAGE.encode(REQUEST_MESSAGE.fromObject(request)).finish());
}

export function encodeJson(request: OtlpJson): Buffer {
  return Buffer.from(JSON.stringify(request));
}

export const ENCODINGS = [
  { encoding: "protobuf", encode: encodeProtobuf, decode: decodeOtlpProtobuf },
  { encoding: "JSON", encode: encodeJson, decode: decodeOtlpJson },
] as const;

export function labelsOf(batch: SampleBatch, i: number): Record<string, string> {
  return Object.fromEntries(readOtlpLabels(batch.bytes, batch.identityStart[i], batch.identityEnd[i]));
}

export function identityOf(batch: SampleBatch, i: number): string {
  return batch.bytes.subarray(batch.identityStart[i], batch.identityEnd[i]).toString("hex");
}
