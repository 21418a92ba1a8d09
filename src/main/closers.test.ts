import { expect, test } from 'vitest'
import { newClosers } from './closers.ts'

test('ends the last part first, each after the one before has ended', async () => {
  const closers = newClosers()
  const ended: string[] = []
  closers.add('first', () => void ended.push('first'))
  closers.add('second', async () => {
    await Promise.resolve()
    ended.push('second')
  })
  await closers.closeAll(() => {})
  expect(ended).toEqual(['second', 'first'])
})

test('a part that cannot be ended is reported and keeps no other open', async () => {
  const closers = newClosers()
  const ended: string[] = []
  const problems: string[] = []
  closers.add('first', () => void ended.push('first'))
  closers.add('throws', () => {
    throw new Error('at once')
  })
  closers.add('rejects', () => Promise.reject(new Error('later')))
  await closers.closeAll((name, error) => void problems.push(`${name}: ${(error as Error).message}`))
  expect(ended).toEqual(['first'])
  expect(problems).toEqual(['rejects: later', 'throws: at once'])
})

test('a second time ends nothing twice', async () => {
  const closers = newClosers()
  let times = 0
  closers.add('part', () => void times++)
  await Promise.all([closers.closeAll(() => {}), closers.closeAll(() => {})])
  expect(times).toBe(1)
})
