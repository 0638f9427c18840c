// Maneno ya ofisi tu, kwa Kiswahili. Shape and meaning: en.ts.

import type { OfficeTexts } from './en';
import { chart } from './sw/chart';
import { exporting } from './sw/export';
import { orders } from './sw/orders';
import { pay } from './sw/pay';
import { people } from './sw/people';
import { planning } from './sw/planning';

export const sw: OfficeTexts = { ...chart, ...exporting, ...orders, ...pay, ...people, ...planning };
