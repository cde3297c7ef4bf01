// @vitest-environment node
// The types by hand say what the contracts say: a contract that changes fails the type check here, until the hand follows.
import openapi, { astToString } from 'openapi-typescript'
import { expect, test } from 'vitest'
import kept from '../src/client/schema.d.ts?raw'
import type * as ours from '../src/client/types'
import type { components } from '../src/client/schema'

type Schemas = components['schemas']
/** True where both have the same names of fields. */
type Same<A, B> = [keyof A] extends [keyof B] ? ([keyof B] extends [keyof A] ? true : { missing: Exclude<keyof B, keyof A> }) : { unknown: Exclude<keyof A, keyof B> }
type Known<A, B> = Exclude<keyof A, keyof B> extends never ? true : { unknown: Exclude<keyof A, keyof B> }
type Kind<T> = T extends { kind: infer K } ? K : never
type Theirs = Schemas['PageSpec']['blocks'][number]
type Of<T, K> = Extract<T, { kind: K }>

const agreed: true[] = [
  true satisfies Same<ours.Text, Schemas['Text']>,
  true satisfies Same<ours.Column, Schemas['ResultColumn']>,
  true satisfies Same<ours.Result, Schemas['Result']>,
  true satisfies Same<ours.Query, Schemas['Query']>,
  true satisfies Known<ours.RowsQuery, Schemas['RowsQuery']>,
  true satisfies Same<ours.KpiValue, Schemas['KpiValue']>,
  true satisfies Known<ours.BlockData, Schemas['BlockData']>,
  true satisfies Same<ours.Setting, Schemas['Setting']>,
  true satisfies Same<ours.Evidence, Schemas['Evidence']>,
  true satisfies Same<ours.Measure, Schemas['Measure']>,
  true satisfies Same<ours.PageSpec, Schemas['PageSpec']>,
  true satisfies ([Kind<Theirs>] extends [Kind<ours.Block>] ? true : Exclude<Kind<Theirs>, Kind<ours.Block>>),
  true satisfies ([Kind<ours.Block>] extends [Kind<Theirs>] ? true : Exclude<Kind<ours.Block>, Kind<Theirs>>),
  true satisfies Known<Of<ours.Block, 'trend'>, Of<Theirs, 'trend'>>,
  true satisfies Known<Of<ours.Block, 'bars'>, Of<Theirs, 'bars'>>,
  true satisfies Known<Of<ours.Block, 'funnel'>, Of<Theirs, 'funnel'>>,
  true satisfies Known<Of<ours.Block, 'matrix'>, Of<Theirs, 'matrix'>>,
  true satisfies Known<Of<ours.Block, 'table'>, Of<Theirs, 'table'>>,
  true satisfies ([Schemas['Unit']] extends [ours.Unit] ? true : Exclude<Schemas['Unit'], ours.Unit>),
]

test('the generated types are those of openapi.json', async () => {
  expect(agreed.every(Boolean)).toBe(true)
  const made = astToString(await openapi(new URL('../openapi.json', import.meta.url)))
  const bare = (text: string) => text.slice(text.indexOf('export interface paths'))
  expect(bare(kept) === bare(made), 'stale: python tools/openapi.py').toBe(true)
}, 30_000)
