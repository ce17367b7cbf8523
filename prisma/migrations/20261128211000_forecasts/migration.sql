-- A forecast of one series as it was made; older ones stay, to be shown against what came.
CREATE TABLE "forecast" (
    "id" TEXT NOT NULL,
    "metric" TEXT NOT NULL,
    "region" TEXT,
    "service" TEXT,
    "step" TEXT NOT NULL,
    "asOfMs" BIGINT NOT NULL,
    "historyFromMs" BIGINT,
    "demo" BOOLEAN NOT NULL DEFAULT false,
    "model" TEXT,
    "members" JSONB,
    "backtest" JSONB,
    "points" JSONB,
    "haveSteps" INTEGER,
    "needSteps" INTEGER,

    CONSTRAINT "forecast_pkey" PRIMARY KEY ("id"),
    -- It is a forecast, or says what history lacks.
    CONSTRAINT "forecast_outcome_check" CHECK (
        ("model" IS NOT NULL AND "points" IS NOT NULL AND "members" IS NOT NULL AND "needSteps" IS NULL)
        OR ("model" IS NULL AND "points" IS NULL AND "haveSteps" IS NOT NULL AND "needSteps" IS NOT NULL)
    )
);

-- One of a series at a time, also of the whole world: nulls are the same here.
CREATE UNIQUE INDEX "forecast_metric_region_service_step_asOfMs_key"
    ON "forecast"("metric", "region", "service", "step", "asOfMs") NULLS NOT DISTINCT;
CREATE INDEX "forecast_step_asOfMs_idx" ON "forecast"("step", "asOfMs");

-- Something that is known to change the traffic: a sale, a launch, a holiday.
CREATE TABLE "known_event" (
    "id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "fromAt" TIMESTAMP(3) NOT NULL,
    "toAt" TIMESTAMP(3) NOT NULL,
    "regions" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "trafficChangeRatio" DOUBLE PRECISION NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,
    "createdAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "createdBy" TEXT NOT NULL,

    CONSTRAINT "known_event_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "known_event_span_check" CHECK ("toAt" > "fromAt")
);

CREATE INDEX "known_event_toAt_idx" ON "known_event"("toAt");

-- What capacity is planned from, one row a day.
CREATE TABLE "capacity_forecast" (
    "dayMs" BIGINT NOT NULL,
    "data" JSONB NOT NULL,

    CONSTRAINT "capacity_forecast_pkey" PRIMARY KEY ("dayMs")
);
