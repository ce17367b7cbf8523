/** A pivot under this is a direction without information: it is left at rest. */
const LEAST_PIVOT = 1e-12;

/**
 * Solves matrix · x = right in place by Cholesky's decomposition: `right` becomes x, the lower triangle of the row-major
 * `matrix` becomes its root. Only the lower triangle is read.
 */
export function solvePositiveDefinite(matrix: Float64Array, right: Float64Array): void {
  const size = right.length;
  for (let i = 0; i < size; i++) {
    const row = i * size;
    for (let j = 0; j <= i; j++) {
      const other = j * size;
      let rest = matrix[row + j];
      for (let k = 0; k < j; k++) rest -= matrix[row + k] * matrix[other + k];
      if (i === j) matrix[row + i] = Math.sqrt(Math.max(rest, LEAST_PIVOT));
      else matrix[row + j] = rest / matrix[other + j];
    }
  }
  for (let i = 0; i < size; i++) {
    let rest = right[i];
    for (let k = 0; k < i; k++) rest -= matrix[i * size + k] * right[k];
    right[i] = rest / matrix[i * size + i];
  }
  for (let i = size - 1; i >= 0; i--) {
    let rest = right[i];
    for (let k = i + 1; k < size; k++) rest -= matrix[k * size + i] * right[k];
    right[i] = rest / matrix[i * size + i];
  }
}
