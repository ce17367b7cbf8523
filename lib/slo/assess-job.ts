/** The job that finds how all objectives stand. Those of the schedule and those after a change run one after the other. */
export const ASSESS_JOB = "assess-objectives";
export const ASSESS_QUEUE = "objectives";

/** The live stream's topic of changed objectives and new standings. */
export const OBJECTIVE_TOPIC = "objective";
