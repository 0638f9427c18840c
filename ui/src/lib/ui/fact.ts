/** A name and its number, one line of a list of facts. */
export interface Fact {
  name: string;
  value: string;
  testid?: string;
  strong?: boolean;
  /** The part of the bar above that this is. */
  mark?: 'good' | 'waiting' | 'made';
}
