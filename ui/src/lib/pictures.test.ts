import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ALL, drawing, materialDrawing, productDrawing } from './pictures';

/** Codes and English names of an example file. */
const listed = (name: string) =>
  readFileSync(join(import.meta.dirname, '../../../examples', `${name}.csv`), 'utf8')
    .trim()
    .split('\n')
    .slice(1)
    .map((row) => /^([^,]+),("[^"]*"|[^,]*)/.exec(row)?.slice(1) as [string, string]);

describe('pictures', () => {
  it('tell every product of the example catalogue from the others', () => {
    const found = listed('products').map(([sku]) => productDrawing(sku));
    expect(found).not.toContain('piece');
    expect(new Set(found).size).toBe(found.length);
  });

  it('tell every material from the others', () => {
    const found = listed('materials').map(([code, name]) => materialDrawing(code, name));
    expect(found).not.toContain('box');
    expect(new Set(found).size).toBe(found.length);
  });

  it('go by kind words where the code says nothing, and never fail', () => {
    expect(productDrawing('X-77', 'Twisted bangle')).toBe('cuff');
    expect(productDrawing('X-78', 'Lampshade')).toBe('piece');
    expect(materialDrawing('M-1', 'Soft leather')).toBe('cord');
    expect(materialDrawing('M-2', 'Gift wrapping')).toBe('box');
  });

  it('are small', () => {
    for (const name of ALL) expect(drawing(name).length, name).toBeLessThan(520);
  });
});
