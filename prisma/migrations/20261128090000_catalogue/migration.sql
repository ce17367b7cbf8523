-- What an admin knows of a region: where it is, what it costs, what it earns.
ALTER TABLE "region"
    ADD COLUMN "latitudeDegrees" DOUBLE PRECISION,
    ADD COLUMN "longitudeDegrees" DOUBLE PRECISION,
    ADD COLUMN "timeZone" TEXT,
    ADD COLUMN "pricePerServerHour" DOUBLE PRECISION,
    ADD COLUMN "revenuePerMinute" DOUBLE PRECISION,
    ADD COLUMN "version" INTEGER NOT NULL DEFAULT 1;

-- And of a service: who owns it, whom to call, what it needs, how many sessions touch it.
ALTER TABLE "service"
    ADD COLUMN "owner" TEXT,
    ADD COLUMN "contact" TEXT,
    ADD COLUMN "tier" INTEGER,
    ADD COLUMN "dependencies" TEXT[] NOT NULL DEFAULT ARRAY[]::TEXT[],
    ADD COLUMN "reachRatio" DOUBLE PRECISION NOT NULL DEFAULT 1,
    ADD COLUMN "version" INTEGER NOT NULL DEFAULT 1;
