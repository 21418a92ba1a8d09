export type Outcome = Readonly<{ passed: number; failed: number; skipped: number }>

/** `12 passed, 0 failed` or `12 passed, 0 failed, 3 skipped`: the last line of `npm test`, read by machines. */
export function closingLine({ passed, failed, skipped }: Outcome): string {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`
}

/** In strict mode nothing may be passed over: a skipped test or a suite that was left out counts as failed. */
export function judgeStrictly({ passed, failed, skipped }: Outcome, leftOutSuites: number): Outcome {
  return { passed, failed: failed + skipped + leftOutSuites, skipped: 0 }
}

/** A run in which nothing was tested proves nothing. */
export function isGood({ passed, failed }: Outcome): boolean {
  return failed === 0 && passed > 0
}
