/** The job that predicts the present, each minute; what it does takes as long as new windows are closed. */
export const PREDICT_JOB = "assess-predictions";
export const PREDICT_QUEUE = "predictions";

/** The job that goes on with a replay of history. One part at a time: they have a queue of their own. */
export const REPLAY_JOB = "replay-predictions";
export const REPLAY_QUEUE = "prediction-replay";

/** The live stream's topic of predictions, their rules and their replay. */
export const PREDICTION_TOPIC = "prediction";
