import { expect, test } from 'vitest'
import { isStorableInstant } from './instant.ts'

test.each([
  ['2026-01-31T23:59:59Z', true],
  ['2026-01-31T23:59:59.123456+05:30', true],
  ['2024-02-29T00:00:00Z', true],
  ['2026-06-30T23:59:60Z', false],
  ['9999-12-31T23:59:59-23:59', false],
  ['0000-01-01T00:00:00Z', false],
  ['2026-13-01T00:00:00Z', false],
  ['2026-02-30T00:00:00Z', false],
  ['2025-02-29T00:00:00Z', false],
  ['2026-01-31', false],
  ['2026-01-31T23:59:59', false],
  ['today', false],
])('%s: %s', (text, storable) => {
  expect(isStorableInstant(text)).toBe(storable)
})
