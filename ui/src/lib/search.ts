// Finding rows of a list by what people would call them.

const plain = (text: string) => text.toLowerCase().normalize('NFD').replace(/\p{M}/gu, '');

/** Whether each word that was typed begins a word of one of these, in any order and without regard to accents. */
export function matches(typed: string, ...texts: (string | undefined)[]): boolean {
  const words = plain(typed).split(/\s+/).filter((word) => word !== '');
  if (words.length === 0) return true;
  const all = ` ${plain(texts.join(' ')).replace(/[^\p{L}\p{N}]+/gu, ' ')}`;
  return words.every((word) => all.includes(` ${word.replace(/[^\p{L}\p{N}]+/gu, ' ')}`));
}
