export { answerOf, type PredictNeeds, predictImage, type ServingModel } from './actions.ts'
export { predictRoutes } from './routes.ts'
