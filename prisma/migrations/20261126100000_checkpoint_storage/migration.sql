-- Checkpoints are packed already: trying to compress them costs more than everything else about storing them.
ALTER TABLE ingester_checkpoint ALTER COLUMN payload SET STORAGE EXTERNAL;
