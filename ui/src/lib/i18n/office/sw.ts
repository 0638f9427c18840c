// Maneno ya ofisi tu, kwa Kiswahili. Shape and meaning: en.ts.

import type { OfficeTexts } from './en';
import { chart } from './sw/chart';
import { errors } from './sw/errors';
import { orders } from './sw/orders';
import { pay } from './sw/pay';
import { people } from './sw/people';
import { planning } from './sw/planning';

export const sw: OfficeTexts = { ...chart, ...errors, ...orders, ...pay, ...people, ...planning };
