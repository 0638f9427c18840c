import { describe, expect, it } from 'vitest';
import { say } from './say';

const texts = { work: { left_one: '{{n}} piece left', left_other: '{{n}} pieces left', by: 'by {{name}}, {{name}}' }, plain: 'Save' };

describe('a text', () => {
  it('takes its values, each wherever it stands', () => {
    expect(say(texts, 'plain')).toBe('Save');
    expect(say(texts, 'work.by', { name: 'Amina {{n}} $&' })).toBe('by Amina {{n}} $&, Amina {{n}} $&');
    expect(say(texts, 'work.by')).toBe('by , ');
  });

  it('has one form for exactly one', () => {
    expect(say(texts, 'work.left', { count: 1, n: '1' })).toBe('1 piece left');
    for (const count of [0, 2, 21]) expect(say(texts, 'work.left', { count, n: count })).toBe(`${count} pieces left`);
  });

  it('that is missing shows its key', () => {
    for (const key of ['nothing', 'work', 'work.nothing', 'plain.more']) expect(say(texts, key)).toBe(key);
  });
});
