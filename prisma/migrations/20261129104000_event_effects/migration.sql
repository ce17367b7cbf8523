-- What a known event did to the traffic, measured from stored hours, and of a planned one which earlier event it is like.
ALTER TABLE "known_event" ADD COLUMN "like" JSONB;
ALTER TABLE "known_event" ADD COLUMN "measurement" JSONB;
ALTER TABLE "known_event" ADD COLUMN "measureDue" BOOLEAN NOT NULL DEFAULT true;
