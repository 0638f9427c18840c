import { describe, expect, it } from 'vitest';
import { dayAfter, daysUntil, moment, money, readCount, readTenths, tenths } from './format';

const NOON_IN_NAIROBI = Date.UTC(2026, 10, 23, 9) / 1000;

describe('numbers', () => {
  it('shows cents only where there are some', () => {
    expect(money(185_000, 'en')).toBe('KSh 1,850');
    expect(money(7_050, 'en')).toBe('KSh 70.50');
    expect(money(5, 'sw')).toBe('KSh 0.05');
  });

  it('reads back every amount of material that it shows', () => {
    for (const amount of [0, 1, 9, 10, 11, 385, 99_999]) expect(readTenths(tenths(amount))).toBe(amount);
    expect(readTenths('38,5')).toBe(385);
    expect(readTenths('38.')).toBe(380);
    for (const bad of ['', '.', '1.25', '-3', 'x', '1e3']) expect(readTenths(bad)).toBeNull();
  });

  it('reads counts and nothing else', () => {
    expect(readCount(' 40 ')).toBe(40);
    for (const bad of ['', '4.5', '-1', 'x']) expect(readCount(bad)).toBeNull();
  });
});

describe('days', () => {
  it('are those of Nairobi, wherever the phone thinks it is', () => {
    expect(daysUntil('2026-11-23', NOON_IN_NAIROBI)).toBe(0);
    expect(daysUntil('2026-11-21', NOON_IN_NAIROBI)).toBe(-2);
    expect(daysUntil('2026-12-01', NOON_IN_NAIROBI)).toBe(8);
    // 22:30 UTC is half past one of the next day.
    expect(daysUntil('2026-11-24', Date.UTC(2026, 10, 23, 22, 30) / 1000)).toBe(0);
  });

  it('say the year where it may be a strange one', () => {
    expect(moment(NOON_IN_NAIROBI, 'en')).not.toMatch(/2026/);
    expect(moment(86_400, 'en', true)).toMatch(/2 Jan 1970/);
    expect(moment(86_400, 'sw', true)).toMatch(/1970/);
  });

  it('are nothing when there is no day', () => {
    expect(daysUntil('', NOON_IN_NAIROBI)).toBeNull();
    expect(dayAfter(14, NOON_IN_NAIROBI)).toBe('2026-12-07');
  });
});
