-- Roll-ups: one row a (metric, region, service, window) and tier; service 0 is the region as a whole.
-- Leaves are created on demand by lib/pipeline/store/partition-store.ts and dropped whole by retention.
CREATE TABLE rollup (
  tier_ms    integer NOT NULL,
  metric     smallint NOT NULL,
  region_id  integer NOT NULL,
  service_id integer NOT NULL,
  window_ms  bigint NOT NULL,
  count      double precision NOT NULL,
  sum        double precision NOT NULL,
  min        double precision,
  max        double precision,
  last       double precision,
  last_ms    bigint,
  histogram  bytea,
  PRIMARY KEY (tier_ms, metric, region_id, service_id, window_ms)
) PARTITION BY LIST (tier_ms);
CREATE TABLE rollup_10s PARTITION OF rollup FOR VALUES IN (10000) PARTITION BY RANGE (window_ms);
CREATE TABLE rollup_1m PARTITION OF rollup FOR VALUES IN (60000) PARTITION BY RANGE (window_ms);
CREATE TABLE rollup_5m PARTITION OF rollup FOR VALUES IN (300000) PARTITION BY RANGE (window_ms);
CREATE TABLE rollup_1h PARTITION OF rollup FOR VALUES IN (3600000) PARTITION BY RANGE (window_ms);
CREATE TABLE rollup_1d PARTITION OF rollup FOR VALUES IN (86400000) PARTITION BY RANGE (window_ms);

-- The region-level rows again, packed: 60 windows a row, so that a long chart reads few rows.
-- payload: 60 slots of 8 little-endian doubles (count, sum, min, max, last, p50, p95, p99), NaN where unknown.
CREATE TABLE rollup_block (
  tier_ms   integer NOT NULL,
  metric    smallint NOT NULL,
  region_id integer NOT NULL,
  block_ms  bigint NOT NULL,
  payload   bytea NOT NULL,
  PRIMARY KEY (tier_ms, metric, region_id, block_ms)
) PARTITION BY LIST (tier_ms);
CREATE TABLE rollup_block_10s PARTITION OF rollup_block FOR VALUES IN (10000) PARTITION BY RANGE (block_ms);
CREATE TABLE rollup_block_1m PARTITION OF rollup_block FOR VALUES IN (60000) PARTITION BY RANGE (block_ms);
CREATE TABLE rollup_block_5m PARTITION OF rollup_block FOR VALUES IN (300000) PARTITION BY RANGE (block_ms);
CREATE TABLE rollup_block_1h PARTITION OF rollup_block FOR VALUES IN (3600000) PARTITION BY RANGE (block_ms);
CREATE TABLE rollup_block_1d PARTITION OF rollup_block FOR VALUES IN (86400000) PARTITION BY RANGE (block_ms);

-- What the ingester learned of each (metric, region, service): how often it is sent, and the newest sample.
CREATE TABLE signal (
  metric           smallint NOT NULL,
  region_id        integer NOT NULL,
  service_id       integer NOT NULL,
  interval_ms      double precision,
  newest_sample_ms bigint NOT NULL,
  demo             boolean NOT NULL DEFAULT false,
  PRIMARY KEY (metric, region_id, service_id)
);

-- One row an ingester: the fence that makes it the only writer, and the log position that the roll-ups contain.
CREATE TABLE ingester (
  id                  text PRIMARY KEY,
  -- of the log directory that its positions are about; a directory belongs to one ingester
  log_id              text UNIQUE,
  epoch               bigint NOT NULL,
  position            bigint NOT NULL DEFAULT 0,
  swept_to_ms         bigint NOT NULL DEFAULT 0,
  checkpoint_position bigint NOT NULL DEFAULT 0,
  -- counts flushes, so that one whose commit was not heard of is not stored twice
  flush_number        bigint NOT NULL DEFAULT 0,
  flushed_at          timestamptz,
  taken_at            timestamptz NOT NULL DEFAULT now()
);

-- Counter state at checkpoint_position, in chunks.
CREATE TABLE ingester_checkpoint (
  ingester_id text NOT NULL REFERENCES ingester (id) ON DELETE CASCADE,
  chunk       integer NOT NULL,
  payload     bytea NOT NULL,
  PRIMARY KEY (ingester_id, chunk)
);

-- Digests of the requests that the roll-ups contain: 16 bytes each, concatenated, one row a flush, kept for an hour.
CREATE TABLE ingester_digest (
  ingester_id text NOT NULL REFERENCES ingester (id) ON DELETE CASCADE,
  position    bigint NOT NULL,
  at_ms       bigint NOT NULL,
  digests     bytea NOT NULL,
  PRIMARY KEY (ingester_id, position)
);
