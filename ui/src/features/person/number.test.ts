import { expect, it } from 'vitest';
import { spaced } from './number';

it('groups Kenyan numbers and leaves others alone', () => {
  expect(spaced('+254712345678')).toBe('+254 712 345 678');
  expect(spaced('+442079460000')).toBe('+442079460000');
  expect(spaced('0712 345678')).toBe('0712 345678');
  expect(spaced('')).toBe('');
});
