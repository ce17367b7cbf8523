import { amount, money } from "./figure";

/** What failing and slow requests do, of any scope. */
export const scopeImpactShape = {
  users_affected: amount(
    "Active users of the region × share of requests failed or frustrated above the usual share × the service's reach",
  ),
  money_at_risk_low: money(
    "At risk per minute: what failed requests cost, or the low end of the 80 % range against the forecast of the day before (until there is one, the same minute of the last weeks)",
  ),
  money_at_risk_high: money(
    "At risk per minute: and what slow answers may cost by the abandonment factor, or the high end of that range",
  ),
};
