-- What was unusual of a series: against its own band, or against its siblings'.
CREATE TABLE "anomaly" (
    "id" TEXT NOT NULL,
    "metric" TEXT NOT NULL,
    "region" TEXT NOT NULL,
    "service" TEXT,
    "startedMs" BIGINT NOT NULL,
    "openedMs" BIGINT NOT NULL,
    "endedMs" BIGINT,
    "ending" TEXT,
    "direction" TEXT NOT NULL,
    "against" TEXT[] NOT NULL,
    "reach" DOUBLE PRECISION NOT NULL,
    "farthestMs" BIGINT NOT NULL,
    "observed" DOUBLE PRECISION NOT NULL,
    "expected" DOUBLE PRECISION NOT NULL,
    "distance" DOUBLE PRECISION NOT NULL,
    "moves" JSONB,
    "suspects" JSONB NOT NULL,
    "judgedMs" BIGINT NOT NULL,
    "outsideUntilMs" BIGINT NOT NULL,
    "calmWindows" INTEGER NOT NULL,
    "silentWindows" INTEGER NOT NULL,
    "demo" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "anomaly_pkey" PRIMARY KEY ("id")
);
CREATE INDEX "anomaly_startedMs_id_idx" ON "anomaly"("startedMs", "id");
-- A series has one open anomaly at most.
CREATE UNIQUE INDEX "anomaly_open_key" ON "anomaly"("metric", "region", "service") NULLS NOT DISTINCT WHERE "endedMs" IS NULL;

-- The newest run that looked for them.
CREATE TABLE "anomaly_run" (
    "id" INTEGER NOT NULL DEFAULT 1,
    "detectedMs" BIGINT NOT NULL,
    "finishedMs" BIGINT NOT NULL,
    "tookMs" INTEGER NOT NULL,
    "series" INTEGER NOT NULL,
    "learning" INTEGER NOT NULL,
    "waiting" JSONB NOT NULL,

    CONSTRAINT "anomaly_run_pkey" PRIMARY KEY ("id")
);
