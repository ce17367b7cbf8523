import { expect, test } from "vitest";
import type { CapacityForecastResponse } from "@/lib/contracts/capacity-forecast";
import { capacityFigures } from "./capacity-figures";

const cost = (data: object) => {
  const response = {
    data: { forecast_horizon_days: 30, regions: [], ...data },
    meta: { missing: [], currency: "USD" },
  };
  const figures = capacityFigures({
    ...response,
    data: {
      ...{ predicted_user_growth: null, predicted_traffic_growth: null, required_server_capacity: null },
      ...response.data,
    },
  } as unknown as CapacityForecastResponse);
  return figures.find(({ id }) => id === "cost");
};
const amounts = { estimated_cost: 49.8e6, estimated_cost_low: 49.6e6, estimated_cost_high: 49.94e6 };

test.each([
  [
    38.6e6,
    "$49.6M by the median, up to $49.9M in 95 of 100 cases; the servers of the last 24 h would cost $38.6M",
  ],
  [null, "$49.6M by the median, up to $49.9M in 95 of 100 cases"],
])("the range of a cost says of what its ends are, as finely as the cost itself", (today, note) => {
  expect(cost({ ...amounts, cost_of_current_servers: today })?.note).toBe(note);
});
