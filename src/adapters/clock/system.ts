import { randomBytes } from 'node:crypto'
import { v7 as uuidV7 } from 'uuid'
import type { Clock, NewId, Random } from '#ports/clock.ts'

export const systemClock: Clock = { now: () => new Date() }

/** RFC 9562 UUID version 7; `uuid` keeps them increasing within a millisecond. */
export const newId: NewId = () => uuidV7()

/** Uniform in [0, 1) with 53 random bits from the operating system. */
export const systemRandom: Random = () => Number(randomBytes(8).readBigUInt64BE() >> 11n) / 2 ** 53
