import { createRootRoute, createRoute, createRouter, lazyRouteComponent } from '@tanstack/react-router'
import { readPredictionSearch } from './capture/prediction-search.ts'
import { readWindow } from './kit/window.ts'
import { readObjectsSearch } from './objects/objects-search.ts'
import { readNewDrawSearch } from './sample/new-draw-search.ts'
import { NotFoundPage } from './shell/NotFoundPage.tsx'
import { RoutePending } from './shell/RoutePending.tsx'
import { RouteProblem } from './shell/RouteProblem.tsx'
import { Shell } from './shell/Shell.tsx'

/** Every page of the console: the only file that knows all rooms. Each page is a chunk of its own. */
const root = createRootRoute({ notFoundComponent: NotFoundPage })
const shell = createRoute({ getParentRoute: () => root, id: 'shell', component: Shell })

const overview = createRoute({
  getParentRoute: () => shell,
  path: '/',
  validateSearch: readWindow,
  component: lazyRouteComponent(() => import('./overview/OverviewPage.tsx'), 'OverviewPage'),
})

const predictions = createRoute({
  getParentRoute: () => shell,
  path: '/predictions',
  validateSearch: readPredictionSearch,
  component: lazyRouteComponent(() => import('./capture/PredictionsPage.tsx'), 'PredictionsPage'),
})

const prediction = createRoute({
  getParentRoute: () => shell,
  path: '/predictions/$id',
  validateSearch: readPredictionSearch,
  component: lazyRouteComponent(() => import('./capture/PredictionPage.tsx'), 'PredictionPage'),
})

const draws = createRoute({
  getParentRoute: () => shell,
  path: '/draws',
  component: lazyRouteComponent(() => import('./sample/DrawsPage.tsx'), 'DrawsPage'),
})

const newDraw = createRoute({
  getParentRoute: () => shell,
  path: '/draws/new',
  validateSearch: readNewDrawSearch,
  component: lazyRouteComponent(() => import('./sample/NewDrawPage.tsx'), 'NewDrawPage'),
})

const draw = createRoute({
  getParentRoute: () => shell,
  path: '/draws/$id',
  component: lazyRouteComponent(() => import('./sample/DrawPage.tsx'), 'DrawPage'),
})

const chooseDraw = createRoute({
  getParentRoute: () => shell,
  path: '/label',
  component: lazyRouteComponent(() => import('./label/ChooseDrawPage.tsx'), 'ChooseDrawPage'),
})

/** Outside the shell on purpose: nothing but the image and the answers on the annotator’s screen. */
const label = createRoute({
  getParentRoute: () => root,
  path: '/label/$drawId',
  component: lazyRouteComponent(() => import('./label/LabelPage.tsx'), 'LabelPage'),
})

const evaluate = createRoute({
  getParentRoute: () => shell,
  path: '/evaluate',
  validateSearch: readWindow,
  component: lazyRouteComponent(() => import('./evaluate/EvaluatePage.tsx'), 'EvaluatePage'),
})

const objects = createRoute({
  getParentRoute: () => shell,
  path: '/objects',
  component: lazyRouteComponent(() => import('./objects/BucketsPage.tsx'), 'BucketsPage'),
})

const bucket = createRoute({
  getParentRoute: () => shell,
  path: '/objects/$bucket',
  validateSearch: readObjectsSearch,
  component: lazyRouteComponent(() => import('./objects/BucketPage.tsx'), 'BucketPage'),
})

export const router = createRouter({
  routeTree: root.addChildren([
    shell.addChildren([
      overview,
      predictions,
      prediction,
      draws,
      newDraw,
      draw,
      chooseDraw,
      evaluate,
      objects,
      bucket,
    ]),
    label,
  ]),
  basepath: '/console',
  // What no page understands leaves the URL at the first load, so that it never reaches a filter.
  search: { strict: true },
  defaultPreload: 'intent',
  defaultErrorComponent: RouteProblem,
  defaultPendingComponent: RoutePending,
  defaultPendingMs: 150,
  scrollRestoration: true,
  trailingSlash: 'never',
})

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router
  }
}
