/** How loud a word is. */
export type Tone = 'plain' | 'brass' | 'clay' | 'good' | 'bad';
