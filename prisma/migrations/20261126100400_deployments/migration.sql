-- Change events: deployments, rollbacks, changes of configuration.
CREATE TABLE "deployment" (
    "id" TEXT NOT NULL,
    "source" TEXT NOT NULL,
    "externalId" TEXT,
    "service" TEXT,
    "region" TEXT,
    "environment" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "outcome" TEXT NOT NULL,
    "version" TEXT,
    "deployedAt" TIMESTAMP(3) NOT NULL,
    "commit" TEXT,
    "committedAt" TIMESTAMP(3),
    "url" TEXT,
    "description" TEXT,
    "demo" BOOLEAN NOT NULL DEFAULT false,
    "recordedAt" TIMESTAMP(3) NOT NULL,
    "recordedBy" TEXT NOT NULL,

    CONSTRAINT "deployment_pkey" PRIMARY KEY ("id")
);

CREATE UNIQUE INDEX "deployment_source_externalId_key" ON "deployment"("source", "externalId");
CREATE INDEX "deployment_deployedAt_id_idx" ON "deployment"("deployedAt", "id");

-- Deliveries of webhooks that were received: a repeat changes nothing.
CREATE TABLE "webhook_delivery" (
    "source" TEXT NOT NULL,
    "deliveryId" TEXT NOT NULL,
    "receivedAt" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "webhook_delivery_pkey" PRIMARY KEY ("source", "deliveryId")
);

CREATE INDEX "webhook_delivery_receivedAt_idx" ON "webhook_delivery"("receivedAt");

-- Where a rule takes region and service from; null: as the installation says.
ALTER TABLE "mapping_rule" ADD COLUMN "scope" JSONB;
