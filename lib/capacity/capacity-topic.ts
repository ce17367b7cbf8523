/** The live stream's topic of what capacity is planned from, known events and settings of capacity. */
export const CAPACITY_TOPIC = "capacity";
