-- CreateTable
CREATE TABLE "incident_minute" (
    "incidentId" TEXT NOT NULL,
    "minuteMs" BIGINT NOT NULL,
    "newestMs" BIGINT NOT NULL,
    "currency" TEXT,
    "cycles" INTEGER NOT NULL,
    "lowSum" DOUBLE PRECISION NOT NULL,
    "highSum" DOUBLE PRECISION NOT NULL,
    "usersPeak" DOUBLE PRECISION,

    CONSTRAINT "incident_minute_pkey" PRIMARY KEY ("incidentId", "minuteMs")
);

-- AddForeignKey
ALTER TABLE "incident_minute" ADD CONSTRAINT "incident_minute_incidentId_fkey" FOREIGN KEY ("incidentId") REFERENCES "incident"("id") ON DELETE CASCADE ON UPDATE CASCADE;
