/** The job that looks for anomalies, each minute; what it does takes as long as new windows are closed. */
export const ANOMALY_JOB = "detect-anomalies";
export const ANOMALY_QUEUE = "anomalies";

/** The live stream's topic. */
export const ANOMALY_TOPIC = "anomaly";
