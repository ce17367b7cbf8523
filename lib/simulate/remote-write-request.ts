import { ProtobufWriter } from "./protobuf-writer";

export interface RemoteWriteSeries {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

/** Field numbers of prometheus/prompb remote.proto and types.proto. */
const WriteRequestField = { timeseries: 1 } as const;
const TimeSeriesField = { labels: 1, samples: 2 } as const;
const LabelField = { name: 1, value: 2 } as const;
const SampleField = { value: 1, timestamp: 2 } as const;

/** A WriteRequest of remote_write 1.0 before snappy: one sample per series at `timeMs`, labels sorted by name. */
export function encodeRemoteWrite(series: readonly RemoteWriteSeries[], timeMs: number): Buffer {
  const request = new ProtobufWriter();
  for (const { name, labels, value } of series) {
    // Code-unit order, "__name__" among the others: the specification wants the names sorted.
    const sorted = Object.entries({ __name__: name, ...labels }).sort(([a], [b]) => (a < b ? -1 : 1));
    request.message(WriteRequestField.timeseries, (timeseries) => {
      for (const [label, text] of sorted) {
        timeseries.message(TimeSeriesField.labels, (pair) => {
          pair.string(LabelField.name, label).string(LabelField.value, text);
        });
      }
      timeseries.message(TimeSeriesField.samples, (sample) => {
        sample.double(SampleField.value, value).uint(SampleField.timestamp, timeMs);
      });
    });
  }
  return request.finish();
}
