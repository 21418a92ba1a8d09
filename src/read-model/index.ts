export { readPrediction } from './predictions.ts'
export { type Picture, type ReadModelRoom, readModelRoutes } from './routes.ts'
export { firstAnswerAt, type Period, volumeOf } from './volume.ts'
