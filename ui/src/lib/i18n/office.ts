// Texts that only a coordinator reads. They come with the office's screens, so that no artisan's phone has to read them.

import { add } from './add';
import { en } from './en';
import { en as officeEn } from './office/en';
import { sw as officeSw } from './office/sw';
import { sw } from './sw';

add(en, officeEn);
add(sw, officeSw);
