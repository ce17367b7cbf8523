-- The newest run of each scheduled part of the engine that has no row of its own, and how long it took.
CREATE TABLE "engine_run" (
    "part" TEXT NOT NULL,
    "finishedMs" BIGINT NOT NULL,
    "tookMs" INTEGER NOT NULL,

    CONSTRAINT "engine_run_pkey" PRIMARY KEY ("part")
);
