-- CreateTable
CREATE TABLE "maintenance_window" (
    "id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "repeat" TEXT NOT NULL,
    "timeZone" TEXT NOT NULL,
    "startsAt" TEXT NOT NULL,
    "durationMinutes" INTEGER NOT NULL,
    "regions" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "services" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "labels" JSONB NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,
    "createdAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "createdBy" TEXT NOT NULL,

    CONSTRAINT "maintenance_window_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "silenced_signal" (
    "source" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "signal" JSONB NOT NULL,
    "heardMs" BIGINT NOT NULL,

    CONSTRAINT "silenced_signal_pkey" PRIMARY KEY ("source","key")
);
