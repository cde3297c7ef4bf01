import { describe, expect, test } from 'vitest'
import { asNumber, change, money, number, periodWord, short, shown } from '../src/i18n/format'

describe('numbers as people say them', () => {
  test('万 and 亿 in Chinese, K, M and B in English', () => {
    expect(short(48_260_000, 'zh')).toBe('4,826万')
    expect(short(126_000_000, 'zh')).toBe('1.26亿')
    expect(short(9_999, 'zh')).toBe('9,999')
    expect(short(48_260_000, 'en')).toBe('48.3M')
    expect(short(1_260_000_000, 'en')).toBe('1.26B')
    expect(short(-1_500, 'en')).toBe('−1.5K')
  })
  test('money carries its currency, a loss its sign before the symbol', () => {
    expect(money(1_234_567, 'zh', 'CNY')).toBe('¥123.5万')
    expect(money(-5_000, 'en', 'USD')).toBe('−$5K')
    expect(money(12, 'en', 'CHF')).toBe('CHF 12')
  })
  test('money arrives as text and is shown, not changed', () => {
    expect(asNumber('2054953.4000')).toBe(2054953.4)
    expect(shown('2054953.4000', { unit: 'money' }, 'zh', 'CNY')).toBe('¥205.5万')
    expect(shown('2.123456', { unit: 'unit_price' }, 'en', 'USD')).toBe('$2.12')
  })
})

describe('units, changes and periods', () => {
  test('shares, points, times, empties', () => {
    expect(number(0.324, 'ratio', 'en', '')).toBe('32.4%')
    expect(number(0.018, 'points', 'zh', '')).toBe('+1.8')
    expect(number(-0.018, 'points', 'zh', '')).toBe('−1.8')
    expect(number(3, 'days', 'zh', '')).toBe('3 天')
    expect(shown(null, { unit: 'money' }, 'en', 'CNY')).toBe('–')
    expect(shown(true, { unit: 'boolean' }, 'zh', '')).toBe('是')
    expect(shown('at_risk', { unit: 'category', labels: { at_risk: { en: 'At risk', zh: '流失预警' } } }, 'zh', '')).toBe('流失预警')
  })
  test('a change of a share is in points, any other in percent of what was before', () => {
    expect(change(0.4, 0.418, 'ratio', 'en')).toBe('1.8 pts')
    expect(change(150, 100, 'money', 'zh')).toBe('50%')
    expect(change(150, 0, 'money', 'zh')).toBeNull()
  })
  test('periods by their first day', () => {
    expect(periodWord('2026-04-01', 'zh', 'month')).toBe('2026年4月')
    expect(periodWord('2026-04-01', 'en', 'quarter')).toBe('2026 Q2')
    expect(periodWord('2026-01-01', 'zh', 'year')).toBe('2026年')
    expect(periodWord('2026-04-01', 'zh', 'day')).toBe('2026-04-01')
    expect(periodWord('2026-04-06', 'en', 'week')).toBe('2026-04-06')
  })
})
