/**
 * The power of the size by which a cost grows: the least squares slope of log cost over log size; 0 where it
 * stays as it is, 1 where it grows as the size does. Null with fewer than two sizes.
 */
export function exponent(
  sizes: readonly number[],
  costs: readonly (number | null)[],
): number | null {
  const points = sizes.flatMap((size, index) => {
    const cost = costs[index] ?? null;
    return cost === null || cost <= 0 ? [] : [[Math.log(size), Math.log(cost)] as const];
  });
  if (points.length < 2) return null;
  const mean = (values: readonly number[]) =>
    values.reduce((sum, value) => sum + value, 0) / values.length;
  const [x, y] = [mean(points.map(([size]) => size)), mean(points.map(([, cost]) => cost))];
  const above = points.reduce((sum, [size, cost]) => sum + (size - x) * (cost - y), 0);
  const below = points.reduce((sum, [size]) => sum + (size - x) ** 2, 0);
  return below === 0 ? null : above / below;
}
