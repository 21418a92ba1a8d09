import type { PredictionDetail } from '#contract/capture.ts'
import type { Answer, Task } from '#contract/label.ts'
import type { ModelVersion } from '#contract/registry.ts'
import type { Draw, DrawMember, DrawRequest } from '#contract/sample.ts'

/** In-memory stand-in for the database; everything is made from one seed, so that pictures of pages can be compared. */
export type Drawn = { draw: Draw; members: DrawMember[]; tasks: (Task & { holder?: string })[] }

export const classes =
  'Bread,Dairy product,Dessert,Egg,Fried food,Meat,Noodles/Pasta,Rice,Seafood,Soup,Vegetable/Fruit'.split(',')
const modelVersion = 'food11@9f8e7d6c5b4a'
const day = 86_400_000

export const model: ModelVersion = {
  id: modelVersion,
  name: 'food11',
  classes,
  artifactSha256: '9f8e7d6c5b4a'.padEnd(64, '0'),
  stage: 'production',
  registeredAt: new Date(Date.now() - 40 * day).toISOString(),
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
export function truthOf(prediction: PredictionDetail): string {
  const random = randomFrom(Number.parseInt(prediction.id.slice(-7), 16))
  if (random() < prediction.confidence) return prediction.class
  return classes[Math.floor(random() * classes.length)] ?? prediction.class
}

export function makePredictions(count: number, days: number): PredictionDetail[] {
  const random = randomFrom(7)
  const start = Date.now() - days * day
  return Array.from({ length: count }, (_, index) =>
    makePrediction(start + ((index + random()) / count) * days * day, random),
  )
}

function makePrediction(time: number, random: () => number): PredictionDetail {
  const raw = classes.map(() => (-Math.log(1 - random())) ** (1 + random() * 2))
  const weights = raw.map((weight) => Math.exp(Math.abs(weight) * 1.6))
  const sum = weights.reduce((total, weight) => total + weight, 0)
  const probabilities = classes.map((name, index) => ({
    class: name,
    probability: (weights[index] ?? 0) / sum,
  }))
  const top = probabilities.reduce((best, entry) => (entry.probability > best.probability ? entry : best))
  const [id, classIndex, answeredAt] = [
    idAt(time, random),
    classes.indexOf(top.class),
    new Date(time).toISOString(),
  ]
  const objectKey = `class_${String(classIndex).padStart(2, '0')}/${id}.jpg`
  const flagged = random() < 0.04
  return {
    id,
    class: top.class,
    classIndex,
    confidence: top.probability,
    probabilities,
    modelVersion,
    answeredAt,
    bucket: 'production',
    objectKey,
    mediaType: 'image/svg+xml',
    bytes: 20_000 + Math.floor(random() * 90_000),
    width: 640,
    height: 480,
    captured: true,
    flagged,
    tags: {
      predicted_class: top.class,
      confidence: top.probability.toFixed(3),
      timestamp: `${answeredAt.slice(0, 19)}Z`,
    },
    purpose: random() < 0.5 ? 'measure' : 'train',
    attributes: {},
    sha256: id.replaceAll('-', '').padEnd(64, '0'),
    settled: true,
    history: [{ at: answeredAt, kind: 'predicted', text: `The model answered ${top.class}.` }],
  }
}

/** A draw of the asked kind: flagged ones first, then by chance. */
export function makeDraw(request: DrawRequest, predictions: readonly PredictionDetail[], now: number): Drawn {
  const random = randomFrom(now % 1_000_003)
  const epoch = predictions.filter(({ answeredAt }) => answeredAt >= request.from && answeredAt < request.to)
  const frame = epoch.filter(({ purpose }) => purpose === 'measure')
  const design = request.design ?? 'recommended'
  const certain =
    design === 'recommended'
      ? frame.filter(({ flagged, correctedClass }) => flagged || correctedClass !== undefined)
      : []
  const rest = frame.filter((prediction) => !certain.includes(prediction))
  const budget = Math.max(0, Math.min(request.budget - certain.length, rest.length))
  const chosen = [...certain, ...rest.toSorted(() => random() - 0.5).slice(0, budget)].toSorted(
    () => random() - 0.5,
  )
  const id = idAt(now, random)
  const member = (prediction: PredictionDetail, position: number): DrawMember => ({
    predictionId: prediction.id,
    stratum: design === 'simple-random' ? 'all' : certain.includes(prediction) ? 'certainty' : 'remainder',
    inclusionProbability: certain.includes(prediction)
      ? 1
      : Math.min(1, (budget / rest.length) * (design === 'recommended' ? 1.6 - prediction.confidence : 1)),
    reasons: certain.includes(prediction)
      ? ['flagged']
      : prediction.confidence < 0.5 && design === 'recommended'
        ? ['doubtful']
        : ['random'],
    position,
  })
  const mean = (rows: readonly PredictionDetail[]) =>
    rows.reduce((sum, { confidence }) => sum + confidence, 0) / Math.max(1, rows.length)
  const strata: Draw['strata'] = [
    {
      name: design === 'recommended' ? 'remainder' : 'all',
      size: rest.length,
      drawn: budget,
      meanProxy: mean(rest),
    },
  ]
  if (certain.length > 0)
    strata.unshift({
      name: 'certainty',
      size: certain.length,
      drawn: certain.length,
      meanProxy: mean(certain),
    })
  const draw: Draw = {
    id,
    state: 'open',
    from: request.from,
    to: request.to,
    modelVersion: request.modelVersion ?? modelVersion,
    design,
    budget: request.budget,
    floor: request.floor ?? 0.5,
    seed: request.seed ?? 'mock',
    epochSize: epoch.length,
    frameSize: frame.length,
    strata,
    drawnAt: new Date(now).toISOString(),
    codeVersion: 'mock',
    progress: {
      tasks: chosen.length,
      waiting: chosen.length,
      leased: 0,
      labelled: 0,
      skipped: 0,
      cannotTell: 0,
    },
  }
  const tasks = chosen.map((prediction, position) => ({
    id: idAt(now + position, random),
    drawId: id,
    predictionId: prediction.id,
    position,
    imageUrl: `/api/v1/predictions/${prediction.id}/image`,
    width: prediction.width,
    height: prediction.height,
  }))
  return { draw, members: chosen.map(member), tasks }
}

/** One answer settles a task and, when it names a truth, labels the prediction. */
export function answerTask(
  drawn: Drawn,
  task: Drawn['tasks'][number],
  answer: Answer,
  prediction: PredictionDetail | undefined,
): void {
  task.answer = answer
  const labelledAt = new Date().toISOString()
  if (prediction && answer.kind === 'class')
    prediction.label = { kind: 'class', class: answer.class, labelledAt }
  if (prediction && answer.kind === 'none-of-these') prediction.label = { kind: 'none-of-these', labelledAt }
  countTasks(drawn)
}

export function countTasks({ draw, tasks }: Drawn): void {
  const of = (...kinds: Answer['kind'][]) =>
    tasks.filter(({ answer }) => answer && kinds.includes(answer.kind)).length
  const open = tasks.filter(({ answer }) => !answer)
  const leased = open.filter(({ holder }) => holder !== undefined).length
  draw.progress = {
    tasks: tasks.length,
    waiting: open.length - leased,
    leased,
    labelled: of('class', 'none-of-these'),
    skipped: of('skip'),
    cannotTell: of('cannot-tell'),
  }
  if (draw.state !== 'withdrawn') draw.state = open.length === 0 ? 'done' : 'open'
}
