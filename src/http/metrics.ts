import type { FastifyInstance } from 'fastify'
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'
import type { CaptureHealth } from '#contract/overview.ts'

export type MetricSources = Readonly<{ captureHealth(): Promise<CaptureHealth> }>

/**
 * Prometheus metrics of requests, under the names that the FastAPI instrumentator gives (the tutorial's dashboards
 * read them), of capture, and of the process.
 */
export function addMetrics(app: FastifyInstance, sources: MetricSources): void {
  const registers = [new Registry()]
  const [registry] = registers as [Registry]
  collectDefaultMetrics({ register: registry })
  const labelNames = ['handler', 'method', 'status'] as const
  const requests = new Counter({
    name: 'http_requests_total',
    help: 'Requests by route, method and status class.',
    labelNames,
    registers,
  })
  const seconds = new Histogram({
    name: 'http_request_duration_seconds',
    help: 'Seconds from a request’s arrival to the end of its answer.',
    labelNames: ['handler', 'method'] as const,
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5],
    registers,
  })
  addCaptureMetrics(registers, sources)

  app.addHook('onResponse', async (request, reply) => {
    const handler = request.routeOptions.url ?? 'none'
    const { method } = request
    requests.inc({ handler, method, status: `${Math.floor(reply.statusCode / 100)}xx` })
    seconds.observe({ handler, method }, reply.elapsedTime / 1000)
  })
  app.get(
    '/metrics',
    { schema: { tags: ['health'], summary: 'Metrics for Prometheus' } },
    async (_request, reply) => {
      return reply.type(registry.contentType).send(await registry.metrics())
    },
  )
}

function addCaptureMetrics(registers: Registry[], { captureHealth }: MetricSources): void {
  const gauges = [
    [
      'evalloop_capture_pending',
      'Predictions and feedback on the local disk, not yet in store and index.',
      'pending',
    ],
    ['evalloop_capture_oldest_pending_seconds', 'Age of the oldest of them.', 'oldestPendingSeconds'],
    ['evalloop_capture_dropped', 'Predictions answered but not kept since the server started.', 'dropped'],
    [
      'evalloop_capture_set_aside',
      'Entries on the local disk that can never settle; the log says why.',
      'setAside',
    ],
  ] as const
  for (const [name, help, field] of gauges) {
    new Gauge({
      name,
      help,
      registers,
      async collect() {
        this.set((await captureHealth())[field])
      },
    })
  }
}
