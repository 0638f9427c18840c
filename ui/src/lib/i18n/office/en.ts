// Texts that only a coordinator reads, in English; they come with the office's screens.

import { chart } from './en/chart';
import { errors } from './en/errors';
import { orders } from './en/orders';
import { pay } from './en/pay';
import { people } from './en/people';
import { planning } from './en/planning';

export const en = { ...chart, ...errors, ...orders, ...pay, ...people, ...planning };

/** The shape that every language has. */
export type OfficeTexts = typeof en;
