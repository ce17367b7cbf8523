import { smoothNoise } from "./noise";
import type { ServiceState } from "./service-state";
import { SIMULATED_SERVICES, type SimulatedRegion } from "./world";

/** What the fleet's traffic earns, and what its users say of it. */

const CHECKOUT = SIMULATED_SERVICES.findIndex((service) => service.name === "checkout");
const PAYMENTS = SIMULATED_SERVICES.findIndex((service) => service.name === "payments");
/** Requests to the checkout that end in an order: about 20 orders a second at the world's evening. */
const ORDERS_PER_REQUEST = 0.00054;
/** In the reporting currency; drifts over hours. */
export const MEAN_BASKET = 42;
const BASKET_NOISE = 0.04;
const BASKET_PERIOD_MS = 2 * 3_600_000;
/** A checkout this many times slower than usual loses nobody; each further time as long loses this share. */
const PATIENT_UNTIL = 1.3;
const ABANDON_PER_SLOWNESS = 0.08;
const ABANDON_MOST = 0.6;

const SATISFIED = 0.985;
const SATISFIED_NOISE = 0.0015;
const SATISFIED_PERIOD_MS = 30 * 60_000;
const LOST_PER_ERROR_SHARE = 3;
const LOST_PER_SLOWNESS = 0.03;
const LOST_BY_SLOWNESS_MOST = 0.25;
const LEAST_SATISFIED = 0.05;
/** Of the orders, those of somebody who never ordered before. */
const NEW_CUSTOMER_SHARE = 0.06;
/** Share of last month's customers who came back this month; drifts over days, and falls where people are annoyed. */
const RETAINED = 0.91;
const RETAINED_NOISE = 0.008;
const RETAINED_PERIOD_MS = 2 * 24 * 3_600_000;
/** A dissatisfied customer is this much less likely to come back. */
const LOST_PER_DISSATISFIED = 0.2;
const BASKET_KEY = 900_001;
const SATISFACTION_KEY = 900_002;
const RETENTION_KEY = 900_003;

export function ordersPerSecond(region: SimulatedRegion, states: readonly ServiceState[]): number {
  const checkout = states[CHECKOUT];
  const slower = slowness(region, states, CHECKOUT) - PATIENT_UNTIL;
  const abandoned = Math.min(ABANDON_MOST, ABANDON_PER_SLOWNESS * Math.max(0, slower));
  const paid = (1 - checkout.errorRatio) * (1 - states[PAYMENTS].errorRatio);
  return checkout.requestsPerSecond * ORDERS_PER_REQUEST * paid * (1 - abandoned);
}

/** What an order is worth at `timeMs`. */
export function basket(seed: number, region: SimulatedRegion, timeMs: number): number {
  const drift = smoothNoise(seed, BASKET_KEY + region.index * 10, timeMs, BASKET_PERIOD_MS);
  return MEAN_BASKET * (1 + BASKET_NOISE * drift);
}

/** Share of the region's users who say that they are satisfied: fewer where requests fail or take long. */
export function satisfaction(
  seed: number,
  region: SimulatedRegion,
  states: readonly ServiceState[],
  timeMs: number,
): number {
  const key = SATISFACTION_KEY + region.index * 10;
  const quiet = SATISFIED + SATISFIED_NOISE * smoothNoise(seed, key, timeMs, SATISFIED_PERIOD_MS);
  const lost = SIMULATED_SERVICES.reduce((sum, service) => {
    const state = states[service.index];
    const failing = LOST_PER_ERROR_SHARE * Math.max(0, state.errorRatio - 2 * service.errorRatio);
    const slower = Math.max(0, slowness(region, states, service.index) - PATIENT_UNTIL);
    const waiting = Math.min(LOST_BY_SLOWNESS_MOST, LOST_PER_SLOWNESS * slower);
    return sum + service.requestShare * (failing + waiting);
  }, 0);
  return Math.max(LEAST_SATISFIED, quiet - lost);
}

export function newCustomersPerSecond(region: SimulatedRegion, states: readonly ServiceState[]): number {
  return ordersPerSecond(region, states) * NEW_CUSTOMER_SHARE;
}

/** Share of the region's customers who are retained. */
export function retention(
  seed: number,
  region: SimulatedRegion,
  states: readonly ServiceState[],
  timeMs: number,
): number {
  const drift = smoothNoise(seed, RETENTION_KEY + region.index * 10, timeMs, RETAINED_PERIOD_MS);
  const annoyed = Math.max(0, SATISFIED - satisfaction(seed, region, states, timeMs));
  return RETAINED + RETAINED_NOISE * drift - LOST_PER_DISSATISFIED * annoyed;
}

/** × the usual time at rest. */
function slowness(region: SimulatedRegion, states: readonly ServiceState[], index: number): number {
  return states[index].latency.medianMs / (SIMULATED_SERVICES[index].medianMs * region.latencyFactor);
}
