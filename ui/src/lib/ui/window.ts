// Which pages of a long list are to be there, as whole-pixel arithmetic on what each was seen to be high.

/** The pages of `heights` from the first up to but without the second. */
export type Span = readonly [from: number, to: number];

export function heightOf(heights: readonly number[], [from, to]: Span): number {
  let sum = 0;
  for (let page = from; page < to; page += 1) sum += heights[page] ?? 0;
  return sum;
}

/** Of `pages` that begin at `top`, those of which something is between `above` and `below`; where none is, the place between two. */
export function within(heights: readonly number[], pages: number, top: number, above: number, below: number): Span {
  let from = 0;
  let begin = top;
  while (from < pages && begin + (heights[from] ?? 0) <= above) begin += heights[from++] ?? 0;
  let to = from;
  while (to < pages && begin < below) begin += heights[to++] ?? 0;
  return [from, to];
}
