/** Solves `matrix` · x = `right` for a symmetric positive definite matrix (Cholesky); a zero pivot yields 0 there. */
export function solveSymmetric(matrix: readonly (readonly number[])[], right: readonly number[]): number[] {
  const size = right.length;
  const lower = Array.from({ length: size }, () => new Array<number>(size).fill(0));
  const dot = (a: readonly number[], b: readonly number[], upTo: number) => {
    let sum = 0;
    for (let k = 0; k < upTo; k++) sum += a[k]! * b[k]!;
    return sum;
  };
  const solved = new Array<number>(size).fill(0);
  for (let i = 0; i < size; i++) {
    for (let j = 0; j < i; j++)
      lower[i]![j] = lower[j]![j]! > 0 ? (matrix[i]![j]! - dot(lower[i]!, lower[j]!, j)) / lower[j]![j]! : 0;
    lower[i]![i] = Math.sqrt(Math.max(0, matrix[i]![i]! - dot(lower[i]!, lower[i]!, i)));
    solved[i] = lower[i]![i]! > 0 ? (right[i]! - dot(lower[i]!, solved, i)) / lower[i]![i]! : 0;
  }
  for (let i = size - 1; i >= 0; i--) {
    let rest = solved[i]!;
    for (let k = i + 1; k < size; k++) rest -= lower[k]![i]! * solved[k]!;
    solved[i] = lower[i]![i]! > 0 ? rest / lower[i]![i]! : 0;
  }
  return solved;
}
