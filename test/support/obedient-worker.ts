import { workerData } from 'node:worker_threads'
import type { WorkerReply } from '../../src/adapters/model-runner/worker-pool.ts'

/** Shared with the test: [0] threads that have begun to hold, [1] becomes 1 when they may go on, [2] loaded threads. */
type ObedientWorkerData = { holds: Int32Array }
const { holds } = workerData as ObedientWorkerData
Atomics.add(holds, 2, 1)

/** A thread of the pool that does as the bytes say, so that a test can bring it into any situation. */
export default function obey(bytes: Uint8Array): WorkerReply {
  const order = Buffer.from(bytes).toString()
  if (order === 'hold') {
    Atomics.add(holds, 0, 1)
    Atomics.wait(holds, 1, 0)
  }
  if (order === 'refuse') return { kind: 'refused', code: 'IMAGE_TOO_LARGE', details: { width: 9 } }
  if (order === 'throw') throw new Error('a fault of the thread')
  if (order === 'die') process.exit(3)
  const image = { mediaType: 'image/png', width: 1, height: 1, sha256: order } as const
  return { kind: 'answer', answer: { probabilities: [1, 0], image } }
}
