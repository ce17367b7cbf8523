-- One objective a kind and scope, also where the scope is everything: nulls are the same here.
DELETE FROM "objective" a USING "objective" b
WHERE a."kind" = b."kind"
  AND a."region" IS NOT DISTINCT FROM b."region"
  AND a."service" IS NOT DISTINCT FROM b."service"
  AND (a."builtIn", a."id") > (b."builtIn", b."id");
DROP INDEX "objective_kind_region_service_key";
CREATE UNIQUE INDEX "objective_kind_region_service_key" ON "objective"("kind", "region", "service") NULLS NOT DISTINCT;

ALTER TABLE "objective" ADD COLUMN "version" INTEGER NOT NULL DEFAULT 1;

-- How all objectives stood, about once a minute.
CREATE TABLE "objective_standing" (
    "asOfMs" BIGINT NOT NULL,
    "data" JSONB NOT NULL,

    CONSTRAINT "objective_standing_pkey" PRIMARY KEY ("asOfMs")
);
