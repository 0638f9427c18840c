import { describe, expect, it, vi } from 'vitest';

vi.stubGlobal('localStorage', { getItem: () => null, setItem: () => undefined });
const { Drafts } = await import('./draft');

const MONDAY = 1_790_000_000;

function phone() {
  let held: string | null = null;
  let full = false;
  return {
    getItem: () => held,
    setItem: (_: string, value: string) => {
      if (full) throw new Error('QuotaExceededError');
      held = value;
    },
    breaks: (to: string) => (held = to),
    isFull: () => (full = true),
  };
}

describe('a draft', () => {
  it('is there when the app was killed and opened again, for its own form only', () => {
    const place = phone();
    new Drafts(place).keep('#/p/baraka/work/1/log', { 'text log-pieces ': '7' }, MONDAY);
    const later = new Drafts(place);
    expect(later.get('#/p/baraka/work/1/log', MONDAY + 3600)?.fields).toEqual({ 'text log-pieces ': '7' });
    expect(later.get('#/p/wanjiru/work/1/log', MONDAY)).toBeUndefined();
  });

  it('goes when it is saved or thrown away, and is not offered days later', () => {
    const drafts = new Drafts(phone());
    drafts.keep('a', { x: '1' }, MONDAY);
    drafts.keep('b', { x: '2' }, MONDAY);
    drafts.forget('a', MONDAY);
    expect(drafts.get('a', MONDAY)).toBeUndefined();
    expect(drafts.get('b', MONDAY)?.fields.x).toBe('2');
    expect(drafts.get('b', MONDAY + 2 * 86_400)).toBeUndefined();
    // The clock fell back to 1970: nothing of today is offered then.
    expect(drafts.get('b', 0)).toBeUndefined();
  });

  it('takes a bounded place, the newest stay', () => {
    const place = phone();
    const drafts = new Drafts(place);
    for (let n = 0; n < 30; n += 1) drafts.keep(`form ${n}`, { x: String(n) }, MONDAY + n);
    expect(Object.keys(JSON.parse(place.getItem() ?? '{}'))).toHaveLength(10);
    expect(drafts.get('form 29', MONDAY)).toBeDefined();
    expect(drafts.get('form 0', MONDAY)).toBeUndefined();
  });

  it('is given up rather than in the way when the disk is full or holds rubbish', () => {
    const place = phone();
    const drafts = new Drafts(place);
    for (const rubbish of ['{', 'null', '3']) {
      place.breaks(rubbish);
      expect(drafts.get('a', MONDAY)).toBeUndefined();
    }
    place.isFull();
    drafts.keep('a', { x: '1' }, MONDAY);
    expect(drafts.get('a', MONDAY)).toBeUndefined();
  });
});
