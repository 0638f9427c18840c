// Which orders the list shows; stays while the coordinator goes into one and back.

import type { OrderState } from '$lib/backend/backend';

export const shown = $state<{ state: OrderState; text: string }>({ state: 'to_plan', text: '' });
