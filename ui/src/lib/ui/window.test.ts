import { describe, expect, it } from 'vitest';
import { heightOf, within } from './window';

const heights = [500, 800, 800, 800, 800];

describe('the pages of a list that are to be there', () => {
  it('are those of which something is seen', () => {
    expect(within(heights, 5, 100, 0, 740)).toEqual([0, 2]);
    expect(within(heights, 5, -600, 0, 740)).toEqual([1, 3]);
    expect(within(heights, 5, -2900, 0, 740)).toEqual([4, 5]);
  });

  it('do not take in what only touches the edge', () => {
    expect(within(heights, 5, -500, 0, 800)).toEqual([1, 2]);
  });

  it('are none when the list is far above or below, and the room stays on the right side', () => {
    expect(within(heights, 5, -9000, 0, 740)).toEqual([5, 5]);
    expect(within(heights, 5, 3000, 0, 740)).toEqual([0, 0]);
    expect(within([], 0, 0, 0, 740)).toEqual([0, 0]);
  });

  it('and the room before and after add up to the whole list', () => {
    const [from, to] = within(heights, 5, -600, 0, 740);
    expect(heightOf(heights, [0, from]) + heightOf(heights, [from, to]) + heightOf(heights, [to, 5])).toBe(3700);
  });
});
