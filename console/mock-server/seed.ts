import type { PredictionDetail } from '#contract/capture.ts'
import type { ModelVersion } from '#contract/registry.ts'

export const dayMs = 86_400_000
export const classes =
  'Bread,Dairy product,Dessert,Egg,Fried food,Meat,Noodles/Pasta,Rice,Seafood,Soup,Vegetable/Fruit'.split(',')

export const model: ModelVersion = {
  id: 'food11@9f8e7d6c5b4a',
  name: 'food11',
  classes,
  artifactSha256: '9f8e7d6c5b4a'.padEnd(64, '0'),
  stage: 'production',
  registeredAt: new Date(Date.now() - 40 * dayMs).toISOString(),
  serving: true,
}

/** A small generator (Mulberry32): the mock must not change from start to start. */
export function randomFrom(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

/** A UUID v7 of this time. */
export function idAt(time: number, random: () => number): string {
  const hex = Array.from({ length: 20 }, () => Math.floor(random() * 16).toString(16)).join('')
  const at = Math.floor(time).toString(16).padStart(12, '0')
  return `${at.slice(0, 8)}-${at.slice(8)}-7${hex.slice(0, 3)}-8${hex.slice(3, 6)}-${hex.slice(6, 18)}`
}

/** What a person would say: the model is right about as often as it believes. */
export function truthOf({ id, confidence, class: said }: PredictionDetail): string {
  const random = randomFrom(Number.parseInt(id.slice(-7), 16))
  return random() < confidence ? said : (classes[Math.floor(random() * classes.length)] ?? said)
}

export function makePredictions(count: number, days: number): PredictionDetail[] {
  const random = randomFrom(7)
  const start = Date.now() - days * dayMs
  return Array.from({ length: count }, (_, index) =>
    makePrediction(start + ((index + random()) / count) * days * dayMs, random),
  )
}

function makePrediction(time: number, random: () => number): PredictionDetail {
  const weights = classes.map(() => Math.exp(1.6 * (-Math.log(1 - random())) ** (1 + random() * 2)))
  const sum = weights.reduce((total, weight) => total + weight, 0)
  const probabilities = classes.map((name, index) => ({
    class: name,
    probability: (weights[index] ?? 0) / sum,
  }))
  const { class: said, probability: confidence } = probabilities.reduce((best, entry) =>
    entry.probability > best.probability ? entry : best,
  )
  const [id, answeredAt, classIndex] = [
    idAt(time, random),
    new Date(time).toISOString(),
    classes.indexOf(said),
  ]
  return {
    id,
    class: said,
    classIndex,
    confidence,
    probabilities,
    modelVersion: model.id,
    answeredAt,
    bucket: 'production',
    objectKey: `class_${String(classIndex).padStart(2, '0')}/${id}.jpg`,
    mediaType: 'image/svg+xml',
    bytes: 20_000 + Math.floor(random() * 90_000),
    width: 640,
    height: 480,
    captured: true,
    flagged: random() < 0.04,
    tags: { predicted_class: said, confidence: confidence.toFixed(3), timestamp: answeredAt },
    purpose: random() < 0.5 ? 'measure' : 'train',
    attributes: {},
    sha256: id.replaceAll('-', '').padEnd(64, '0'),
    settled: true,
    history: [{ at: answeredAt, kind: 'predicted', text: `The model answered ${said}.` }],
  }
}

/** A plate with something on it: every id has its own. */
export function picture(id: string): string {
  const number = Number.parseInt(id.slice(-6), 16)
  const blobs = Array.from({ length: 6 }, (_, index) => {
    const [turn, reach] = [index + (number % 7), 40 + ((number >> index) % 50)]
    const hue = (number >> (index % 2 ? 8 : 0)) % 360
    return `<circle cx="${320 + reach * Math.cos(turn)}" cy="${240 + reach * Math.sin(turn)}" r="${30 + (number % 30)}" fill="hsl(${hue} 60% 50%)"/>`
  })
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 640 480"><rect width="640" height="480" fill="hsl(${number % 360} 22% 70%)"/><circle cx="320" cy="240" r="180" fill="#fffdf8"/>${blobs.join('')}</svg>`
}
