import protobuf from "protobufjs";

/** prometheus/prompb as its authors have it, encoded by a library: the other side of our own reader. */
const { root } = protobuf.parse(`
  syntax = "proto3";
  message WriteRequest { repeated TimeSeries timeseries = 1; repeated Metadata metadata = 3; }
  message TimeSeries {
    repeated Label labels = 1; repeated Sample samples = 2;
    repeated Exemplar exemplars = 3; repeated Histogram histograms = 4;
  }
  message Label { string name = 1; string value = 2; }
  message Sample { double value = 1; int64 timestamp = 2; }
  message Exemplar { repeated Label labels = 1; double value = 2; int64 timestamp = 3; }
  message Histogram { uint64 count_int = 1; double sum = 3; int64 timestamp = 15; }
  message Metadata { int32 type = 1; string metric_family_name = 2; string help = 4; string unit = 5; }
`);
const WRITE_REQUEST = root.lookupType("WriteRequest");

export interface RequestSeries {
  labels: Record<string, string>;
  samples: { value: number; timestamp: number }[];
  exemplars?: { labels: { name: string; value: string }[]; value: number; timestamp: number }[];
  histograms?: { countInt: number; sum: number; timestamp: number }[];
}

export function encodeWriteRequest(
  series: readonly RequestSeries[],
  metadata: readonly { type: number; metricFamilyName: string; help: string }[] = [],
): Buffer {
  const timeseries = series.map(({ labels, ...rest }) => ({
    ...rest,
    labels: Object.entries(labels).map(([name, value]) => ({ name, value })),
  }));
  return Buffer.from(WRITE_REQUEST.encode(WRITE_REQUEST.fromObject({ timeseries, metadata })).finish());
}
