-- Made later than it says, from nothing that was stamped after: history is forecast once, so that there is something to compare.
ALTER TABLE "forecast" ADD COLUMN "replayed" BOOLEAN NOT NULL DEFAULT false;
