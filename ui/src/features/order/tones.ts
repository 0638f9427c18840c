import type { OrderState } from '$lib/backend/backend';
import type { Tone } from '$lib/ui/tone';

/** How loud each state is. */
export const TONES: Record<OrderState, Tone> = { to_plan: 'clay', in_progress: 'plain', complete: 'good', cancelled: 'plain' };
