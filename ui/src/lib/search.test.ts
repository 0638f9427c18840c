import { expect, it } from 'vitest';
import { matches } from './search';

it('rows are found by the beginnings of their words', () => {
  const row = ['SK-HOOP-02', 'Mezi hoops, large', 'Herini za duara, kubwa'];
  for (const typed of ['', '  ', 'hoop', 'large mezi', 'DUARA', 'sk-hoop', 'hérini']) expect(matches(typed, ...row), typed).toBe(true);
  for (const typed of ['oops', 'small', 'mezi small']) expect(matches(typed, ...row), typed).toBe(false);
});
