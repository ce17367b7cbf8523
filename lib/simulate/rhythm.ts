import { SIMULATED_REGIONS, type SimulatedRegion, type SimulatedService } from "./world";

/** How busy people are by the hour of their own day and the day of their week. */

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
const DAY_HOURS = 24;
const MINUTES_PER_HOUR = 60;
const WEEK_DAYS = 7;
/** 1 January 1970 was a Thursday; days count from Monday = 0. */
const EPOCH_WEEKDAY = 3;
const SATURDAY = 5;
/** The change to and from the weekend takes this long on either side of midnight. */
const WEEKEND_RAMP_DAYS = 2 / DAY_HOURS;

interface Bump {
  readonly hour: number;
  readonly height: number;
  readonly widthHours: number;
}
interface Day {
  readonly night: number;
  readonly bumps: readonly Bump[];
}

const WORKING_DAY: Day = {
  night: 0.36,
  bumps: [
    { hour: 8.5, height: 0.16, widthHours: 1.8 },
    { hour: 13, height: 0.36, widthHours: 3 },
    { hour: 20.2, height: 0.6, widthHours: 2.7 },
  ],
};
const WEEKEND_DAY: Day = {
  night: 0.36,
  bumps: [
    { hour: 10.5, height: 0.17, widthHours: 2.2 },
    { hour: 14.5, height: 0.36, widthHours: 3 },
    { hour: 20.5, height: 0.5, widthHours: 2.8 },
  ],
};

/** activityOf by the minute; between minutes on a straight line, which is off by less than a millionth. */
function activityTable(day: Day): Float64Array {
  const minutes = DAY_MS / MINUTE_MS;
  return Float64Array.from({ length: minutes + 1 }, (_, minute) =>
    activityOf(day, (minute % minutes) / MINUTES_PER_HOUR),
  );
}

function activityAt(table: Float64Array, localHour: number): number {
  const position = localHour * MINUTES_PER_HOUR;
  const minute = Math.floor(position);
  return table[minute] + (table[minute + 1] - table[minute]) * (position - minute);
}

function activityOf(day: Day, localHour: number): number {
  return day.bumps.reduce((sum, bump) => {
    const apart = Math.abs(localHour - bump.hour);
    const hours = Math.min(apart, DAY_HOURS - apart);
    return sum + bump.height * Math.exp(-0.5 * (hours / bump.widthHours) ** 2);
  }, day.night);
}

/** The largest `value` of the minutes of one day. */
function dailyMaximum(value: (minuteOfDayMs: number) => number): number {
  let maximum = 0;
  for (let timeMs = 0; timeMs < DAY_MS; timeMs += MINUTE_MS) maximum = Math.max(maximum, value(timeMs));
  return maximum;
}

const WORKING_TABLE = activityTable(WORKING_DAY);
const WEEKEND_TABLE = activityTable(WEEKEND_DAY);
const WORKING_PEAK = dailyMaximum((timeMs) => activityOf(WORKING_DAY, timeMs / HOUR_MS));

function localTimeMs(region: SimulatedRegion, timeMs: number): number {
  return timeMs + region.utcOffsetHours * HOUR_MS;
}

function localHour(region: SimulatedRegion, timeMs: number): number {
  const local = localTimeMs(region, timeMs);
  return (local - Math.floor(local / DAY_MS) * DAY_MS) / HOUR_MS;
}

/** Smoothly 0 → 1 while x goes from -1 to 1. */
function ramp(x: number): number {
  const along = Math.min(1, Math.max(0, (x + 1) / 2));
  return along * along * (3 - 2 * along);
}

/** 0 on a working day, 1 on Saturday and Sunday, local time, with a ramp around the midnights between them. */
function weekendWeight(region: SimulatedRegion, timeMs: number): number {
  const days = localTimeMs(region, timeMs) / DAY_MS + EPOCH_WEEKDAY;
  const dayOfWeek = days - Math.floor(days / WEEK_DAYS) * WEEK_DAYS;
  const sinceSaturday = ramp((dayOfWeek - SATURDAY) / WEEKEND_RAMP_DAYS);
  const untilMonday = ramp((WEEK_DAYS - dayOfWeek) / WEEKEND_RAMP_DAYS);
  const afterSunday = 1 - ramp(dayOfWeek / WEEKEND_RAMP_DAYS);
  return Math.min(sinceSaturday, untilMonday) + afterSunday;
}

/** What a weekend makes of a service's traffic beside what it makes of the region's: × what a working day brings. */
export function weekendLoad(region: SimulatedRegion, service: SimulatedService, timeMs: number): number {
  return 1 + (service.weekendFactor - 1) * weekendWeight(region, timeMs);
}

function workingLoad(region: SimulatedRegion, timeMs: number): number {
  return activityAt(WORKING_TABLE, localHour(region, timeMs)) / WORKING_PEAK;
}

/** How busy a region is: 1 at the busiest minute of a working day. */
export function regionLoad(region: SimulatedRegion, timeMs: number): number {
  const weekend = weekendWeight(region, timeMs);
  const working = workingLoad(region, timeMs);
  if (weekend === 0) return working;
  const free = activityAt(WEEKEND_TABLE, localHour(region, timeMs)) / WORKING_PEAK;
  return working + (free - working) * weekend;
}

/** Share of a region's users that are active: fewer leave at night than requests do, since devices keep polling. */
const RESTING_USERS = 0.3;
export function activeUserLoad(load: number): number {
  return RESTING_USERS + (1 - RESTING_USERS) * load;
}

function worldPeak(ofLoad: (load: number) => number): number {
  return dailyMaximum((timeMs) =>
    SIMULATED_REGIONS.reduce((sum, region) => sum + region.share * ofLoad(workingLoad(region, timeMs)), 0),
  );
}

/** The world's load at its busiest minute of a working day; regions sleep in turn, so it is below 1. */
export const WORLD_PEAK_LOAD = worldPeak((load) => load);
export const WORLD_PEAK_USER_LOAD = worldPeak(activeUserLoad);

/** Hours since the last 04:00 local time, when disks are cleaned up. */
const CLEAN_UP_HOUR = 4;
export function hoursSinceCleanUp(region: SimulatedRegion, timeMs: number): number {
  return (localHour(region, timeMs) - CLEAN_UP_HOUR + DAY_HOURS) % DAY_HOURS;
}
