-- CreateTable
CREATE TABLE "incident" (
    "id" TEXT NOT NULL,
    "number" SERIAL NOT NULL,
    "title" TEXT NOT NULL,
    "description" TEXT,
    "severity" TEXT NOT NULL,
    "status" TEXT NOT NULL,
    "category" TEXT NOT NULL,
    "pinned" TEXT[],
    "region" TEXT,
    "service" TEXT,
    "detectedMs" BIGINT NOT NULL,
    "impactStartMs" BIGINT,
    "impactEndMs" BIGINT,
    "acknowledgedMs" BIGINT,
    "acknowledgedBy" TEXT,
    "assigneeId" TEXT,
    "assigneeName" TEXT,
    "roles" JSONB NOT NULL,
    "resolvedMs" BIGINT,
    "resolvedBy" TEXT,
    "resolution" TEXT,
    "rootCause" TEXT,
    "quietSinceMs" BIGINT,
    "mergedIntoId" TEXT,
    "updatedMs" BIGINT NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,
    "demo" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "incident_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "incident_signal" (
    "id" TEXT NOT NULL,
    "incidentId" TEXT NOT NULL,
    "source" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "description" TEXT,
    "severity" TEXT NOT NULL,
    "category" TEXT NOT NULL,
    "region" TEXT,
    "service" TEXT,
    "labels" JSONB NOT NULL,
    "url" TEXT,
    "groupKey" TEXT,
    "startedMs" BIGINT NOT NULL,
    "endedMs" BIGINT,
    "recordedMs" BIGINT NOT NULL,
    "demo" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "incident_signal_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "incident_event" (
    "id" BIGSERIAL NOT NULL,
    "incidentId" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "atMs" BIGINT NOT NULL,
    "recordedMs" BIGINT NOT NULL,
    "actor" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "before" JSONB,
    "version" INTEGER,

    CONSTRAINT "incident_event_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "incident_number_key" ON "incident"("number");
CREATE INDEX "incident_status_detectedMs_idx" ON "incident"("status", "detectedMs");
CREATE INDEX "incident_detectedMs_id_idx" ON "incident"("detectedMs", "id");
CREATE UNIQUE INDEX "incident_signal_source_key_key" ON "incident_signal"("source", "key");
CREATE INDEX "incident_signal_incidentId_idx" ON "incident_signal"("incidentId");
CREATE INDEX "incident_signal_source_endedMs_idx" ON "incident_signal"("source", "endedMs");
CREATE INDEX "incident_event_incidentId_id_idx" ON "incident_event"("incidentId", "id");

-- AddForeignKey
ALTER TABLE "incident_signal" ADD CONSTRAINT "incident_signal_incidentId_fkey" FOREIGN KEY ("incidentId") REFERENCES "incident"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "incident_event" ADD CONSTRAINT "incident_event_incidentId_fkey" FOREIGN KEY ("incidentId") REFERENCES "incident"("id") ON DELETE CASCADE ON UPDATE CASCADE;
