-- Whether a rule of predictions is for services too, beside regions as a whole.
ALTER TABLE "prediction_rule" ADD COLUMN "services" BOOLEAN NOT NULL DEFAULT true;
