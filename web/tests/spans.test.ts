import { expect, test } from 'vitest'
import { places } from '../src/blocks/spans'

const laid = (spans: number[], ...empty: number[]) => places(spans, new Set(empty)).map(p => p.span)

test('a row that is full stays as it is declared', () => {
  expect(laid([12, 6, 6, 5, 7])).toEqual([12, 6, 6, 5, 7])
})

test('what stands alone, or leaves a hole, takes the whole row', () => {
  expect(laid([12, 6, 12, 4, 4])).toEqual([12, 12, 12, 6, 6])
})

test('a block with nothing to show gives its room away and stands below', () => {
  expect(places([6, 6, 12], new Set([0]))).toEqual([{ span: 12, order: 1 }, { span: 12, order: 0 }, { span: 12, order: 2 }])
  expect(laid([4, 4, 4], 1)).toEqual([6, 12, 6])
})

test('a row of empty blocks stays a row', () => {
  expect(laid([6, 6], 0, 1)).toEqual([6, 6])
})
