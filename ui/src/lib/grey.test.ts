import { describe, expect, it } from 'vitest';
import { greyOf } from './grey';

const bytesOf = (colours: number[]) => [...atob(greyOf(new Uint8ClampedArray(colours)))].map((one) => one.charCodeAt(0));

describe('a picture in shades of grey', () => {
  it('has a byte for each pixel, whatever its opacity', () => {
    expect(bytesOf([0, 0, 0, 255, 255, 255, 255, 255, 100, 100, 100, 0])).toEqual([0, 255, 100]);
  });

  it('takes green for the brightest colour', () => {
    expect(bytesOf([255, 0, 0, 255, 0, 255, 0, 255, 0, 0, 255, 255])).toEqual([63, 127, 63]);
  });

  it('may be larger than the arguments of one call', () => {
    expect(bytesOf(new Array<number>(4 * 20_000).fill(7))).toEqual(new Array(20_000).fill(7));
  });
});
