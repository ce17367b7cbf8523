-- The parts of a cause: read with every list of alerts, and what was predicted is never dropped.
CREATE INDEX "prediction_causeId_idx" ON "prediction"("causeId");
