import { describe, expect, test } from 'vitest'
import type { Answer } from '#contract/label.ts'
import {
  type AnswerVerdict,
  judgeAnswer,
  judgeUndo,
  makesLabel,
  type TaskStanding,
  toAnswer,
} from './judge-answer.ts'

const now = new Date('2026-02-10T12:00:00Z')
const soup: Answer = { kind: 'class', class: 'Soup' }
const rice: Answer = { kind: 'class', class: 'Rice' }
const waiting: TaskStanding = { state: 'waiting', leaseAnnotator: null, leaseUntil: null }
const finishedByAda: TaskStanding = {
  ...waiting,
  state: 'finished',
  standing: { annotator: 'ada', answer: soup },
}

function leasedTo(leaseAnnotator: string, seconds: number): TaskStanding {
  return { state: 'leased', leaseAnnotator, leaseUntil: new Date(now.getTime() + seconds * 1000) }
}

describe('judgeAnswer', () => {
  test.each<[string, TaskStanding, Answer, AnswerVerdict]>([
    ['[LA7] her own lease: accept', leasedTo('ada', 60), soup, 'accept'],
    ['[LA7] her lease ran out, nobody took the task: accept', leasedTo('ada', -60), soup, 'accept'],
    ['[LA7] somebody else’s lease ran out as well: accept', leasedTo('ben', -60), soup, 'accept'],
    ['[LA7] a lease that ends this moment binds nobody', leasedTo('ben', 0), soup, 'accept'],
    ['[LA7] released or returned: accept', waiting, soup, 'accept'],
    ['[LA7] somebody else has it: taken', leasedTo('ben', 60), soup, 'taken'],
    ['[LA6] the same answer again: unchanged', finishedByAda, soup, 'unchanged'],
    ['[LA6] her other answer: replace', finishedByAda, rice, 'replace'],
    ['[LA6] her other kind of answer: replace', finishedByAda, { kind: 'skip' }, 'replace'],
  ])('%s', (_rule, task, answer, verdict) => {
    expect(judgeAnswer(task, 'ada', answer, now)).toBe(verdict)
  })

  test('[LA7] somebody else has answered: taken, even with the same class', () => {
    expect(judgeAnswer(finishedByAda, 'ben', soup, now)).toBe('taken')
  })
})

describe('judgeUndo', () => {
  test('[LA9] only one’s own answer', () => {
    expect(judgeUndo(finishedByAda, 'ada')).toBe('retract')
    expect(judgeUndo(finishedByAda, 'ben')).toBe('taken')
    expect(judgeUndo(leasedTo('ada', 60), 'ada')).toBe('nothing')
  })
})

describe('makesLabel', () => {
  test('[LA8] a class or none of these; not a shrug', () => {
    expect(makesLabel(soup)).toBe(true)
    expect(makesLabel({ kind: 'none-of-these' })).toBe(true)
    expect(makesLabel({ kind: 'cannot-tell' })).toBe(false)
    expect(makesLabel({ kind: 'skip' })).toBe(false)
  })

  test('[LA8] an answer is the same after it was kept', () => {
    expect(toAnswer('class', 'Soup')).toEqual(soup)
    expect(toAnswer('skip', null)).toEqual({ kind: 'skip' })
  })
})
