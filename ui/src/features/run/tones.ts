import type { RunLineState, RunStateWord } from '$lib/backend/backend';
import type { Tone } from '$lib/ui/tone';

export const TONES: Record<RunStateWord, Tone> = { prepared: 'brass', approved: 'clay', done: 'good', cancelled: 'plain' };
export const LINE_TONES: Record<RunLineState, Tone> = { waiting: 'plain', paid: 'good', failed: 'bad', elsewhere: 'brass', not_owed: 'brass' };
