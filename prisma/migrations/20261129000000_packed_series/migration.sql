-- One figure of roll-up rows, packed: what predictions read of services, and of regions' latencies, each few minutes. Made of
-- `rollup` by who reads it, never by the ingester; may be dropped at any time.
-- payload: 288 little-endian doubles, NaN where unknown. service 0 is the region as a whole.
CREATE TABLE packed_series (
  tier_ms    integer NOT NULL,
  metric     smallint NOT NULL,
  figure     text NOT NULL,
  region_id  integer NOT NULL,
  service_id integer NOT NULL,
  block_ms   bigint NOT NULL,
  payload    bytea NOT NULL,
  PRIMARY KEY (tier_ms, metric, figure, region_id, block_ms, service_id)
);
CREATE INDEX packed_series_age_idx ON packed_series (tier_ms, block_ms);

-- Which windows of a region are packed: those that start in [from_ms, to_ms).
CREATE TABLE packed_span (
  tier_ms   integer NOT NULL,
  metric    smallint NOT NULL,
  figure    text NOT NULL,
  region_id integer NOT NULL,
  from_ms   bigint NOT NULL,
  to_ms     bigint NOT NULL,
  PRIMARY KEY (tier_ms, metric, figure, region_id)
);

-- Which alerts a service has, or is a part of.
CREATE INDEX "prediction_service_idx" ON "prediction"("service");
