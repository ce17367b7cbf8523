-- CreateTable
CREATE TABLE "notification_channel" (
    "id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "target" JSONB NOT NULL,
    "secret" TEXT,
    "routing" JSONB NOT NULL,
    "enabled" BOOLEAN NOT NULL DEFAULT true,
    "disabledReason" TEXT,
    "version" INTEGER NOT NULL DEFAULT 1,
    "createdAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "createdBy" TEXT NOT NULL,

    CONSTRAINT "notification_channel_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "notification_delivery" (
    "id" TEXT NOT NULL,
    "channelId" TEXT NOT NULL,
    "incidentId" TEXT,
    "event" TEXT NOT NULL,
    "eventId" TEXT NOT NULL,
    "status" TEXT NOT NULL,
    "reason" TEXT,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "failures" INTEGER NOT NULL DEFAULT 0,
    "replayed" BOOLEAN NOT NULL DEFAULT false,
    "dueMs" BIGINT NOT NULL,
    "createdMs" BIGINT NOT NULL,
    "finishedMs" BIGINT,

    CONSTRAINT "notification_delivery_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "notification_attempt" (
    "deliveryId" TEXT NOT NULL,
    "number" INTEGER NOT NULL,
    "startedMs" BIGINT NOT NULL,
    "tookMs" INTEGER,
    "code" INTEGER,
    "answer" TEXT,

    CONSTRAINT "notification_attempt_pkey" PRIMARY KEY ("deliveryId","number")
);

-- CreateIndex
CREATE UNIQUE INDEX "notification_channel_name_key" ON "notification_channel"("name");
CREATE UNIQUE INDEX "notification_delivery_eventId_channelId_key" ON "notification_delivery"("eventId", "channelId");
CREATE INDEX "notification_delivery_channelId_createdMs_idx" ON "notification_delivery"("channelId", "createdMs");
CREATE INDEX "notification_delivery_incidentId_channelId_idx" ON "notification_delivery"("incidentId", "channelId");
CREATE INDEX "notification_delivery_createdMs_idx" ON "notification_delivery"("createdMs");

-- AddForeignKey
ALTER TABLE "notification_delivery" ADD CONSTRAINT "notification_delivery_channelId_fkey" FOREIGN KEY ("channelId") REFERENCES "notification_channel"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "notification_attempt" ADD CONSTRAINT "notification_attempt_deliveryId_fkey" FOREIGN KEY ("deliveryId") REFERENCES "notification_delivery"("id") ON DELETE CASCADE ON UPDATE CASCADE;
