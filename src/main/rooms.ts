import type { Database } from '#ports/database.ts'
import { newId, systemClock, systemRandom } from '../adapters/clock/system.ts'
import { type EvaluateRoom, openEvaluateRoom } from '../stages/evaluate/index.ts'
import { type LabelRoom, openLabelRoom } from '../stages/label/index.ts'
import { openSampleRoom, type SampleRoom } from '../stages/sample/index.ts'
import { version } from './version.ts'

export type Rooms = Readonly<{ sample: SampleRoom; label: LabelRoom; evaluate: EvaluateRoom }>

type RoomNeeds = Readonly<{
  database: Database
  servingVersion: string
  leaseSeconds: number
  settledUntil(end: Date): Promise<Date>
  log: { error(details: object, text: string): void }
}>

/**
 * The rooms behind capture. Sample stands left of label and may not import it, so what it must know of labelling is
 * handed in here.
 */
export function openRooms({ database, servingVersion, leaseSeconds, settledUntil, log }: RoomNeeds): Rooms {
  const servingModelVersion = () => servingVersion
  const sample: SampleRoom = openSampleRoom({
    database,
    clock: systemClock,
    newId,
    random: systemRandom,
    codeVersion: `evalloop ${version}`,
    servingModelVersion,
    settledUntil,
    progressOf: (drawIds) => label.progressOf(drawIds),
    hasAnswers: (drawId, sql) => label.hasAnswers(drawId, sql),
    onDraw: (drawId) => label.makeTasks(drawId),
    reportFault: (fault) => log.error({ err: fault }, 'the tasks of a draw could not be made yet'),
  })
  const label: LabelRoom = openLabelRoom({ database, clock: systemClock, newId, leaseSeconds, sample })
  const evaluate = openEvaluateRoom({ database, servingModelVersion, sample, label })
  return { sample, label, evaluate }
}
