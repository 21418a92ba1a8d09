export { clopperPearsonInterval } from './clopper-pearson-interval.ts'
export { combineEpochs, type EpochEstimate } from './combine-epochs.ts'
export { type ClassEstimate, type ConfusionEstimate, confusionEstimate } from './confusion-estimate.ts'
export type { ClassifiedUnit, ConfusionInput } from './confusion-input.ts'
export { confidenceInterval, type Estimate } from './estimate.ts'
export {
  generalisedRegression,
  type JudgedUnit,
  type RegressionEstimate,
  type RegressionInput,
} from './generalised-regression.ts'
export { type DrawPlan, inclusionProbabilities, uncertaintyScore } from './inclusion-probabilities.ts'
export type { Interval } from './interval.ts'
export {
  type AllocationPlan,
  neymanAllocation,
  type PlannedStratum,
  wholeAllocation,
} from './neyman-allocation.ts'
export { normalQuantile } from './normal-quantile.ts'
export { type ParetoFrame, paretoRanks, paretoSample } from './pareto-sample.ts'
export { prefixInclusionProbabilities, smallestPrefix } from './prefix-inclusion-probabilities.ts'
export { type Random, seededRandom, shuffle } from './seeded-random.ts'
export { simpleRandomEstimate } from './simple-random-estimate.ts'
export { type LabelledStratum, stratifiedEstimate } from './stratified-estimate.ts'
export { studentTQuantile } from './student-t-quantile.ts'
export { uniformFromHash } from './uniform-from-hash.ts'
export { type WeightedWilsonInput, weightedWilsonInterval, wilsonInterval } from './wilson-interval.ts'
