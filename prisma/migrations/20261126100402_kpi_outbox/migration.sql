-- Business figures on their way into an ingester's log, and what became of them.
CREATE TABLE "kpi_outbox" (
    "id" TEXT NOT NULL,
    "body" TEXT NOT NULL,
    "keyId" TEXT NOT NULL,
    "demo" BOOLEAN NOT NULL,
    "receivedAt" TIMESTAMP(3) NOT NULL,
    "takenBy" TEXT,
    "settledAt" TIMESTAMP(3),
    "outcome" JSONB,

    CONSTRAINT "kpi_outbox_pkey" PRIMARY KEY ("id")
);

CREATE INDEX "kpi_outbox_settledAt_receivedAt_idx" ON "kpi_outbox"("settledAt", "receivedAt");
