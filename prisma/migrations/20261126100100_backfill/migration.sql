-- Imports of history: what is asked for, how far it is. Progress is committed with each chunk's rows.
CREATE TABLE "backfill" (
  "id"         TEXT PRIMARY KEY,
  "name"       TEXT NOT NULL UNIQUE,
  "source"     JSONB NOT NULL,
  -- AES-256-GCM: headers may hold secrets
  "headers"    TEXT,
  "demo"       BOOLEAN NOT NULL DEFAULT false,
  "state"      TEXT NOT NULL,
  -- null until a file has been read once
  "fromMs"     BIGINT,
  "toMs"       BIGINT,
  "stepMs"     BIGINT,
  -- newest first: [cursorMs, toMs) is done
  "cursorMs"   BIGINT,
  "points"     BIGINT NOT NULL DEFAULT 0,
  "rows"       BIGINT NOT NULL DEFAULT 0,
  "skipped"    BIGINT NOT NULL DEFAULT 0,
  "workedMs"   BIGINT NOT NULL DEFAULT 0,
  "failures"   INTEGER NOT NULL DEFAULT 0,
  "problem"    TEXT,
  "createdBy"  TEXT NOT NULL,
  "createdAt"  TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  "startedAt"  TIMESTAMP(3),
  "finishedAt" TIMESTAMP(3)
);
CREATE INDEX "backfill_state_createdAt_idx" ON "backfill" ("state", "createdAt");

-- What history has filled: the (metric, region) of these spans are no longer added to, neither by another import nor by
-- samples that come late.
CREATE TABLE backfill_claim (
  metric      smallint NOT NULL,
  region_id   integer NOT NULL,
  from_ms     bigint NOT NULL,
  to_ms       bigint NOT NULL,
  backfill_id text NOT NULL REFERENCES "backfill" ("id"),
  PRIMARY KEY (metric, region_id, from_ms)
);
CREATE INDEX backfill_claim_to_ms_idx ON backfill_claim (to_ms);
