// Texts of the screen that takes tables along, which come with it: a lead opens it seldom, an artisan never.

import { add } from './add';
import { en } from './en';
import { en as exportEn } from './export/en';
import { sw as exportSw } from './export/sw';
import { sw } from './sw';

add(en, exportEn);
add(sw, exportSw);
