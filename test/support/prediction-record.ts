import type { PredictionRecord } from '#ports/spool.ts'

const classes = ['Bread', 'Egg', 'Soup']

/** UUID version 7 whose order follows the number. */
export function idOf(number: number): string {
  return `0193${number.toString(16).padStart(4, '0')}-0000-7000-8000-${number.toString(16).padStart(12, '0')}`
}

/** A prediction record as `predict/` makes it; different for every number. */
export function predictionRecord(number: number, changes: Partial<PredictionRecord> = {}): PredictionRecord {
  const id = idOf(number)
  const classIndex = number % classes.length
  const confidence = 0.5 + (number % 40) / 100
  const rest = (1 - confidence) / (classes.length - 1)
  return {
    id,
    modelVersion: 'test@0123456789ab',
    classIndex,
    class: classes[classIndex] ?? '',
    confidence,
    probabilities: classes.map((_, index) => (index === classIndex ? confidence : rest)),
    classes,
    answeredAt: new Date(Date.UTC(2026, 0, 31, 12, 0, 0) + number * 1000 + 7),
    bucket: 'production',
    objectKey: `class_0${classIndex}/${id}.jpg`,
    mediaType: 'image/jpeg',
    bytes: 5,
    width: 96,
    height: 64,
    sha256: 'ab'.repeat(32),
    attributes: {},
    randomKey: (number * 0.137) % 1,
    ...changes,
  }
}
