-- How many damaged rows the newest run left out.
ALTER TABLE "prediction_run" ADD COLUMN "unreadable" INTEGER NOT NULL DEFAULT 0;
ALTER TABLE "anomaly_run" ADD COLUMN "unreadable" INTEGER NOT NULL DEFAULT 0;
