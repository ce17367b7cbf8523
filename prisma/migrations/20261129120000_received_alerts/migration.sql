CREATE INDEX "incident_signal_source_subject_endedMs_idx" ON "incident_signal" ("source", "subject", "endedMs");
