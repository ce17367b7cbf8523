-- What an ingester received lately, one series of each kind: written when somebody tries a mapping out.
CREATE TABLE "recent_series" (
    "ingesterId" TEXT NOT NULL,
    "takenAt" TIMESTAMP(3) NOT NULL,
    "series" JSONB NOT NULL,

    CONSTRAINT "recent_series_pkey" PRIMARY KEY ("ingesterId")
);
