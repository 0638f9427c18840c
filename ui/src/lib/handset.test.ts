import { describe, expect, it } from 'vitest';
import { makerOf } from './handset';

describe('the maker of a phone', () => {
  it.each([
    ['Mozilla/5.0 (Linux; Android 11; TECNO KG5k) AppleWebKit/537.36', 'transsion'],
    ['Mozilla/5.0 (Linux; Android 12; Infinix X6516) AppleWebKit/537.36', 'transsion'],
    ['Mozilla/5.0 (Linux; Android 10; itel A662L) AppleWebKit/537.36', 'transsion'],
    ['Mozilla/5.0 (Linux; Android 13; SM-A045F) AppleWebKit/537.36', 'samsung'],
    ['Mozilla/5.0 (Linux; Android 12; Redmi 10C) AppleWebKit/537.36', 'xiaomi'],
    ['Mozilla/5.0 (Linux; Android 12; CPH2269) AppleWebKit/537.36', 'oppo'],
    ['Mozilla/5.0 (Linux; Android 11; RMX3231) AppleWebKit/537.36', 'oppo'],
    ['Mozilla/5.0 (Linux; Android 10; HUAWEI DRA-LX9) AppleWebKit/537.36', 'huawei'],
    ['infinix', 'transsion'],
    ['realme', 'oppo'],
    ['Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 Chrome/120.0 Mobile', 'other'],
    ['Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36', 'other'],
  ])('is known from %s', (said, maker) => expect(makerOf(said)).toBe(maker));
});
