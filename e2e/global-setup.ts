import { removeLeftovers } from "./fixtures/data-folder";

/** Before all browser tests. */
export default function setup(): void {
  removeLeftovers();
}
