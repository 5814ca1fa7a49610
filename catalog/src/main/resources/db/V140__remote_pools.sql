-- Where the Flink cluster of a remote pool is; all three absent for a pool of the server's own.

ALTER TABLE compute_pools ADD COLUMN flink_rest_uri ${name};

ALTER TABLE compute_pools ADD COLUMN flink_feed_address ${name};

ALTER TABLE compute_pools ADD COLUMN flink_job_code ${name};
