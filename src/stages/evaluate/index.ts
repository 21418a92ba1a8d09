import type { EstimateQuery } from '#contract/evaluate.ts'
import * as actions from './actions.ts'

export type { EvaluateNeeds } from './actions.ts'
export { evaluateRoutes } from './routes.ts'

export type EvaluateRoom = ReturnType<typeof openEvaluateRoom>

/** Says how good the model was on what it served, from the labels of recorded draws. See SPEC.md. */
export function openEvaluateRoom(needs: actions.EvaluateNeeds) {
  return {
    accuracy: (query: EstimateQuery) => actions.estimateAccuracy(query, needs),
    history: (query: EstimateQuery) => actions.accuracyHistory(query, needs),
    confusion: (query: EstimateQuery) => actions.estimateConfusion(query, needs),
  }
}
