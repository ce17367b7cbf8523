-- A service over all its regions, as each monitoring cycle found it.
CREATE TABLE "service_totals" (
    "asOfMs" BIGINT NOT NULL,
    "service" TEXT NOT NULL,
    "data" JSONB NOT NULL,

    CONSTRAINT "service_totals_pkey" PRIMARY KEY ("asOfMs","service")
);
