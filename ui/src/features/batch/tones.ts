import type { BatchState } from '$lib/backend/backend';
import type { Tone } from '$lib/ui/tone';

/** How loud each state is: what waits for the lead is loud. */
export const TONES: Record<BatchState, Tone> = {
  to_split: 'clay',
  in_progress: 'plain',
  to_check: 'clay',
  ready: 'brass',
  complete: 'good',
  cancelled: 'plain',
};
