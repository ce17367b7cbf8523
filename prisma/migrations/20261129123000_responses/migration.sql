-- CreateTable
CREATE TABLE "response_policy" (
    "id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "settings" JSONB NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "response_policy_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "automated_response" (
    "id" TEXT NOT NULL,
    "policyId" TEXT NOT NULL,
    "policyName" TEXT NOT NULL,
    "mode" TEXT NOT NULL,
    "incidentId" TEXT NOT NULL,
    "signalId" TEXT NOT NULL,
    "region" TEXT NOT NULL,
    "service" TEXT,
    "action" JSONB NOT NULL,
    "step" INTEGER NOT NULL,
    "state" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "heldBy" TEXT,
    "createdMs" BIGINT NOT NULL,
    "expiresMs" BIGINT,
    "decidedBy" TEXT,
    "decidedMs" BIGINT,
    "claimedMs" BIGINT,
    "capacityShare" DOUBLE PRECISION,
    "executedMs" BIGINT,
    "verifyByMs" BIGINT,
    "request" JSONB,
    "answer" JSONB,
    "externalId" TEXT,
    "before" JSONB,
    "after" JSONB,
    "endedMs" BIGINT,
    "outcome" TEXT,
    "undoAskedBy" TEXT,
    "demo" BOOLEAN NOT NULL DEFAULT false,
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "automated_response_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "response_policy_name_key" ON "response_policy"("name");
CREATE INDEX "automated_response_state_idx" ON "automated_response"("state");
CREATE INDEX "automated_response_incidentId_idx" ON "automated_response"("incidentId");
CREATE INDEX "automated_response_createdMs_id_idx" ON "automated_response"("createdMs", "id");
CREATE INDEX "automated_response_claimedMs_idx" ON "automated_response"("claimedMs");
CREATE UNIQUE INDEX "automated_response_policyId_incidentId_step_key" ON "automated_response"("policyId", "incidentId", "step");

-- AddForeignKey
ALTER TABLE "automated_response" ADD CONSTRAINT "automated_response_incidentId_fkey" FOREIGN KEY ("incidentId") REFERENCES "incident"("id") ON DELETE CASCADE ON UPDATE CASCADE;
