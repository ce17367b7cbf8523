import { expect, it } from "vitest";
import { formatBytes } from "./format-bytes";

it.each([
  [0, "0 B", "0 bytes"],
  [1_023, "1,020 B", "1,023 bytes"],
  [1_536, "1.5 KiB", "1,536 bytes"],
  [67_108_864, "64 MiB", "67,108,864 bytes"],
  [1_342_177_280, "1.25 GiB", "1,342,177,280 bytes"],
])("%d", (bytes, text, exact) => {
  const { number, unit, exact: full } = formatBytes(bytes);
  expect([`${number} ${unit}`, full]).toEqual([text, exact]);
});
