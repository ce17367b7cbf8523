-- What is unusual of a service and began with its region is a part of that.
ALTER TABLE "anomaly" ADD COLUMN "causeId" TEXT;
ALTER TABLE "anomaly" ADD CONSTRAINT "anomaly_causeId_fkey" FOREIGN KEY ("causeId") REFERENCES "anomaly"("id") ON DELETE SET NULL ON UPDATE CASCADE;
CREATE INDEX "anomaly_causeId_idx" ON "anomaly"("causeId");

-- From which service on, in the order of their names, none is watched any more.
ALTER TABLE "anomaly_run" ADD COLUMN "leftOutFrom" TEXT;
