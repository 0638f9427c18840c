import type { AssignmentState } from '$lib/backend/backend';
import type { Tone } from '$lib/ui/tone';

/** How loud each state is. */
export const TONES: Record<AssignmentState, Tone> = {
  offered: 'clay',
  declined: 'plain',
  withdrawn: 'plain',
  stopped: 'bad',
  accepted: 'plain',
  in_progress: 'plain',
  handed_in: 'brass',
  rework: 'clay',
  done: 'good',
};
