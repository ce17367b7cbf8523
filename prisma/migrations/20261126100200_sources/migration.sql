-- Prometheus-compatible engines that are read in place, each with how far it was read.
CREATE TABLE "source" (
  "id"           TEXT NOT NULL,
  "name"         TEXT NOT NULL,
  "url"          TEXT NOT NULL,
  "headers"      TEXT NOT NULL,
  "headerNames"  TEXT[] NOT NULL,
  "settings"     JSONB NOT NULL,
  "enabled"      BOOLEAN NOT NULL DEFAULT true,
  "version"      INTEGER NOT NULL DEFAULT 1,
  "createdAt"    TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  "createdBy"    TEXT NOT NULL,
  "updatedAt"    TIMESTAMP(3) NOT NULL,
  "readToMs"     BIGINT,
  "leaseUntilMs" BIGINT,
  "attemptedMs"  BIGINT,
  "succeededMs"  BIGINT,
  "tookMs"       INTEGER,
  "seriesCount"  INTEGER,
  "error"        TEXT,
  "leftOut"      JSONB NOT NULL DEFAULT '[]',

  CONSTRAINT "source_pkey" PRIMARY KEY ("id")
);
CREATE UNIQUE INDEX "source_name_key" ON "source"("name");
