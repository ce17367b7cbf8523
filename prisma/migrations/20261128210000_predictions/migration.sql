-- From which value on a kind of series is in trouble, and from which probability on somebody is told.
CREATE TABLE "prediction_rule" (
    "id" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "region" TEXT,
    "threshold" DOUBLE PRECISION NOT NULL,
    "openProbability" DOUBLE PRECISION NOT NULL,
    "enabled" BOOLEAN NOT NULL DEFAULT true,
    "builtIn" BOOLEAN NOT NULL DEFAULT false,
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "prediction_rule_pkey" PRIMARY KEY ("id")
);
-- One rule a kind and region, also where the region is every one: nulls are the same here.
CREATE UNIQUE INDEX "prediction_rule_kind_region_key" ON "prediction_rule"("kind", "region") NULLS NOT DISTINCT;

-- Every prediction that opened: what was said then, what is said now, what became of it.
CREATE TABLE "prediction" (
    "id" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "region" TEXT,
    "service" TEXT,
    "objectiveId" TEXT,
    "threshold" DOUBLE PRECISION NOT NULL,
    "openedMs" BIGINT NOT NULL,
    "horizonMs" INTEGER NOT NULL,
    "confidence" DOUBLE PRECISION NOT NULL,
    "probabilities" JSONB NOT NULL,
    "crossing" JSONB,
    "contributions" JSONB NOT NULL,
    "affected" TEXT[],
    "actions" TEXT[],
    "description" TEXT NOT NULL,
    "severity" TEXT NOT NULL,
    "causeId" TEXT,
    "bottleneck" TEXT,
    "assessedMs" BIGINT NOT NULL,
    "latest" JSONB NOT NULL,
    "latestCrossing" JSONB,
    "lowSinceMs" BIGINT,
    "closedMs" BIGINT,
    "ending" TEXT,
    "outcome" TEXT,
    "resolvedMs" BIGINT,
    "breachMs" BIGINT,
    "replayed" BOOLEAN NOT NULL DEFAULT false,
    "demo" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "prediction_pkey" PRIMARY KEY ("id")
);

CREATE INDEX "prediction_openedMs_id_idx" ON "prediction"("openedMs", "id");
-- What each run looks for.
CREATE INDEX "prediction_pending_idx" ON "prediction"("replayed") WHERE "resolvedMs" IS NULL;
-- A series has one open prediction at most; a replay's are apart until it ends.
CREATE UNIQUE INDEX "prediction_open_key" ON "prediction"("kind", "region", "service", "objectiveId", "replayed") NULLS NOT DISTINCT WHERE "closedMs" IS NULL;

CREATE TABLE "prediction_breach" (
    "subject" TEXT NOT NULL,
    "onsetMs" BIGINT NOT NULL,
    "kind" TEXT NOT NULL,
    "region" TEXT,
    "service" TEXT,
    "objectiveId" TEXT,
    "threshold" DOUBLE PRECISION NOT NULL,
    "predictionId" TEXT,
    "replayed" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "prediction_breach_pkey" PRIMARY KEY ("subject", "onsetMs")
);

CREATE TABLE "prediction_assessment" (
    "subject" TEXT NOT NULL,
    "assessedMs" BIGINT NOT NULL,
    "kind" TEXT NOT NULL,
    "region" TEXT,
    "service" TEXT,
    "objectiveId" TEXT,
    "threshold" DOUBLE PRECISION NOT NULL,
    "raw30m" DOUBLE PRECISION NOT NULL,
    "raw1h" DOUBLE PRECISION NOT NULL,
    "raw4h" DOUBLE PRECISION NOT NULL,
    "raw24h" DOUBLE PRECISION NOT NULL,
    "calibrated30m" DOUBLE PRECISION NOT NULL,
    "calibrated1h" DOUBLE PRECISION NOT NULL,
    "calibrated4h" DOUBLE PRECISION NOT NULL,
    "calibrated24h" DOUBLE PRECISION NOT NULL,
    "crossed30m" BOOLEAN,
    "crossed1h" BOOLEAN,
    "crossed4h" BOOLEAN,
    "crossed24h" BOOLEAN,
    "replayed" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "prediction_assessment_pkey" PRIMARY KEY ("subject", "assessedMs")
);

CREATE INDEX "prediction_assessment_assessedMs_idx" ON "prediction_assessment"("assessedMs");

CREATE TABLE "prediction_replay" (
    "id" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "fromMs" BIGINT NOT NULL,
    "toMs" BIGINT NOT NULL,
    "cursorMs" BIGINT NOT NULL,
    "opened" INTEGER NOT NULL DEFAULT 0,
    "workedMs" BIGINT NOT NULL DEFAULT 0,
    "failures" INTEGER NOT NULL DEFAULT 0,
    "problem" TEXT,
    "createdAt" TIMESTAMP(3) NOT NULL,
    "finishedAt" TIMESTAMP(3),

    CONSTRAINT "prediction_replay_pkey" PRIMARY KEY ("id")
);

CREATE INDEX "prediction_replay_createdAt_idx" ON "prediction_replay"("createdAt");
-- One at a time.
CREATE UNIQUE INDEX "prediction_replay_running_key" ON "prediction_replay"("state") WHERE "state" = 'running';

-- The newest run of the engine: one row.
CREATE TABLE "prediction_run" (
    "id" INTEGER NOT NULL DEFAULT 1,
    "sinceMs" BIGINT NOT NULL,
    "assessedMs" BIGINT NOT NULL,
    "finishedMs" BIGINT NOT NULL,
    "tookMs" INTEGER NOT NULL,
    "series" INTEGER NOT NULL,
    "silent" INTEGER NOT NULL,

    CONSTRAINT "prediction_run_pkey" PRIMARY KEY ("id")
);
