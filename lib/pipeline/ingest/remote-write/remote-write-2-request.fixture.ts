import protobuf from "protobufjs";

/** io.prometheus.write.v2 as its authors have it, encoded by a library: the other side of our own reader. */
const { root } = protobuf.parse(`
  syntax = "proto3";
  message Request { repeated string symbols = 4; repeated TimeSeries timeseries = 5; }
  message TimeSeries {
    repeated uint32 labels_refs = 1; repeated Sample samples = 2; repeated Histogram histograms = 3;
    repeated Exemplar exemplars = 4; Metadata metadata = 5; int64 created_timestamp = 6;
  }
  message Exemplar { repeated uint32 labels_refs = 1; double value = 2; int64 timestamp = 3; }
  message Sample { double value = 1; int64 timestamp = 2; int64 start_timestamp = 3; }
  message Metadata { int32 type = 1; uint32 help_ref = 3; uint32 unit_ref = 4; }
  message Histogram {
    oneof count { uint64 count_int = 1; double count_float = 2; }
    double sum = 3; sint32 schema = 4; double zero_threshold = 5;
    oneof zero_count { uint64 zero_count_int = 6; double zero_count_float = 7; }
    repeated BucketSpan negative_spans = 8; repeated sint64 negative_deltas = 9; repeated double negative_counts = 10;
    repeated BucketSpan positive_spans = 11; repeated sint64 positive_deltas = 12; repeated double positive_counts = 13;
    int32 reset_hint = 14; int64 timestamp = 15; repeated double custom_values = 16; int64 start_timestamp = 17;
  }
  message BucketSpan { sint32 offset = 1; uint32 length = 2; }
`);
const REQUEST = root.lookupType("Request");

export interface HistogramMessage {
  countInt?: number;
  countFloat?: number;
  sum: number;
  schema?: number;
  zeroCountInt?: number;
  zeroCountFloat?: number;
  negativeSpans?: { offset: number; length: number }[];
  negativeDeltas?: number[];
  positiveSpans?: { offset: number; length: number }[];
  positiveDeltas?: number[];
  positiveCounts?: number[];
  resetHint?: number;
  timestamp: number;
  startTimestamp?: number;
  customValues?: number[];
}

export interface RequestSeries2 {
  /** In the sender's order. */
  labels: Readonly<Record<string, string>>;
  samples?: { value: number; timestamp: number; startTimestamp?: number }[];
  histograms?: HistogramMessage[];
  exemplars?: { labelsRefs: number[]; value: number; timestamp: number }[];
  /** 1 counter, 2 gauge, 3 histogram, … */
  type?: number;
  createdTimestamp?: number;
}

/** A plain (not compressed) remote_write 2.0 request; its symbols in order of their first use. */
export function encodeWriteRequest2(series: readonly RequestSeries2[]): Buffer {
  const symbols = new Map([["", 0]]);
  const refOf = (text: string) => symbols.get(text) ?? symbols.set(text, symbols.size).get(text)!;
  const timeseries = series.map(({ labels, type, ...rest }) => ({
    labelsRefs: Object.entries(labels).flatMap(([name, value]) => [refOf(name), refOf(value)]),
    ...rest,
    ...(type === undefined ? {} : { metadata: { type, helpRef: refOf("What it is"), unitRef: 0 } }),
  }));
  return encodeMessage2({ symbols: [...symbols.keys()], timeseries });
}

/** Any Request message, also one that no sender makes. */
export function encodeMessage2(request: Readonly<Record<string, unknown>>): Buffer {
  return Buffer.from(REQUEST.encode(REQUEST.fromObject(request)).finish());
}
