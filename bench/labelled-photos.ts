/**
 * How often a running server's model is right on a folder of labelled photos, sent through `/predict` one by one.
 * The folder holds `labels.csv` with the columns file, label, class_index, kind.
 *
 *   npm run bench:photos -- PHOTOS [http://127.0.0.1:8000]
 */
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { api } from '#contract/api.ts'
import type { TutorialAnswer } from '#contract/predict.ts'

const [folder, url = 'http://127.0.0.1:8000'] = process.argv.slice(2)
if (!folder) throw new Error('Name the folder of labelled photos: npm run bench:photos -- PHOTOS [URL]')

const [, ...lines] = (await readFile(join(folder, 'labels.csv'), 'utf8')).trim().split('\n')
const judged: { kind: string; right: boolean; milliseconds: number }[] = []
for (const line of lines) {
  const [file = '', label = '', , kind = ''] = line.trim().split(',')
  const image = (await readFile(join(folder, file))).toString('base64')
  const start = performance.now()
  const answer = await predict(image)
  const milliseconds = performance.now() - start
  judged.push({ kind, right: answer.prediction === label, milliseconds })
  if (answer.prediction !== label)
    console.log(`${file}: ${label}, answered ${answer.prediction} (${answer.probability.toFixed(2)})`)
}
for (const kind of new Set(judged.map((row) => row.kind)))
  tell(
    kind,
    judged.filter((row) => row.kind === kind),
  )
tell('all', judged)

async function predict(image: string): Promise<TutorialAnswer> {
  const headers = { 'content-type': 'application/json' }
  const response = await fetch(url + api.predict, {
    method: 'POST',
    headers,
    body: JSON.stringify({ image }),
  })
  if (!response.ok) throw new Error(`${url} answered ${response.status}: ${await response.text()}`)
  return response.json() as Promise<TutorialAnswer>
}

function tell(kind: string, rows: typeof judged): void {
  const right = rows.filter((row) => row.right).length
  const median = rows.map((row) => row.milliseconds).sort((a, b) => a - b)[rows.length >> 1] ?? 0
  console.log(`${kind}: ${right} of ${rows.length} right, median ${median.toFixed(0)} ms a request`)
}
