-- Somebody to compare with: probed by the worker each minute, or measured by others.
CREATE TABLE "peer" (
    "id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "own" BOOLEAN NOT NULL DEFAULT false,
    "url" TEXT,
    "latencyMs" DOUBLE PRECISION,
    "successRatio" DOUBLE PRECISION,
    "source" TEXT,
    "measuredOn" TEXT,
    "enabled" BOOLEAN NOT NULL DEFAULT true,
    "version" INTEGER NOT NULL DEFAULT 1,
    "createdAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "createdBy" TEXT NOT NULL,
    "probedMinuteMs" BIGINT,

    CONSTRAINT "peer_pkey" PRIMARY KEY ("id")
);

CREATE UNIQUE INDEX "peer_name_key" ON "peer"("name");
-- Ourselves once.
CREATE UNIQUE INDEX "peer_own_key" ON "peer"("own") WHERE "own";

CREATE TABLE "peer_probe" (
    "peerId" TEXT NOT NULL,
    "minuteMs" BIGINT NOT NULL,
    "latencyMs" DOUBLE PRECISION,
    "ok" BOOLEAN NOT NULL,
    "error" TEXT,

    CONSTRAINT "peer_probe_pkey" PRIMARY KEY ("peerId", "minuteMs"),
    CONSTRAINT "peer_probe_peerId_fkey" FOREIGN KEY ("peerId") REFERENCES "peer"("id") ON DELETE CASCADE ON UPDATE CASCADE
);

CREATE INDEX "peer_probe_minuteMs_idx" ON "peer_probe"("minuteMs");

-- What was at risk in each minute: means over its cycles are sums / cycles.
CREATE TABLE "money_at_risk" (
    "minuteMs" BIGINT NOT NULL,
    "currency" TEXT NOT NULL,
    "cycles" INTEGER NOT NULL,
    "lowSum" DOUBLE PRECISION NOT NULL,
    "highSum" DOUBLE PRECISION NOT NULL,
    "slownessSum" DOUBLE PRECISION,
    "slownessCycles" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "money_at_risk_pkey" PRIMARY KEY ("minuteMs")
);
