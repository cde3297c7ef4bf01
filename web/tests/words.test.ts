import { expect, test } from 'vitest'
import { translate } from '../src/i18n'
import { codeWord, fieldWord } from '../src/i18n/codes'
import { en } from '../src/i18n/en'
import { zh, type Key } from '../src/i18n/zh'

const keys = Object.keys(zh) as Key[]
const holes = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map(m => m[1]).sort()

test('every text stands in both languages, with the same places to fill', () => {
  expect(Object.keys(en).sort()).toEqual([...keys].sort())
  for (const key of keys) {
    expect(en[key].trim(), key).not.toBe('')
    expect(zh[key].trim(), key).not.toBe('')
    expect(holes(en[key]), key).toEqual(holes(zh[key]))
  }
})
test('English texts hold no Chinese', () => {
  for (const key of keys) expect(/[\u4e00-\u9fff]/.test(en[key]), key).toBe(false)
})
test('places are filled', () => {
  expect(translate('zh', 'total', { n: '1,251' })).toBe('共 1,251 行')
  expect(translate('en', 'band', { level: 80 })).toBe('80% interval')
})
test('codes and fields have words; what is no code stays itself', () => {
  expect(codeWord('segment', 'at_risk', 'zh')).toBe('流失预警')
  expect(codeWord('severity', 'blocking', 'en')).toBe('Blocking')
  expect(codeWord('segment', '华东', 'zh')).toBeUndefined()
  expect(fieldWord('expected_close_on', 'en')).toBe('Expected close')
  expect(fieldWord('field_7', 'zh')).toBe('field_7')
})
