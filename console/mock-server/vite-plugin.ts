import type { IncomingMessage, ServerResponse } from 'node:http'
import { buffer } from 'node:stream/consumers'
import type { Connect, Plugin } from 'vite'
import { mockServer } from './answer.ts'

/**
 * `npm run dev`: the console’s addresses lead to its page, and the API comes from memory. EVALLOOP_DEV_SERVER names a
 * real server to use instead; EVALLOOP_MOCK_SIZE how many predictions the mock begins with (0: a new server).
 */
export function consoleInDevelopment(): Plugin {
  const { EVALLOOP_DEV_SERVER: target, EVALLOOP_MOCK_SIZE: size } = process.env
  return {
    name: 'evalloop:console-in-development',
    apply: 'serve',
    config: () =>
      target ? { server: { proxy: Object.fromEntries(proxied.map((path) => [path, target])) } } : {},
    configureServer(server) {
      server.middlewares.use(toConsolePage)
      if (!target)
        server.middlewares.use(fromMemory(mockServer(size === undefined ? undefined : Number(size))))
    },
  }
}

const proxied = [
  '/api',
  '/predict',
  '/flag',
  '/correct-label',
  '/docs',
  '/openapi.json',
  '/health',
  '/metrics',
]

const toConsolePage: Connect.NextHandleFunction = (request, _response, next) => {
  if (/^\/console(?:\/[^.]*)?(?:\?|$)/.test(request.url ?? '')) request.url = '/console/index.html'
  next()
}

function fromMemory(answer: ReturnType<typeof mockServer>): Connect.NextHandleFunction {
  return (request, response, next) => {
    void toRequest(request)
      .then(answer)
      .then((given) => (given ? send(given, response) : next()), next)
  }
}

async function toRequest(request: IncomingMessage): Promise<Request> {
  const { method = 'GET', url = '/' } = request
  const address = `http://localhost${url}`
  if (!url.startsWith('/api/') || method === 'GET' || method === 'HEAD')
    return new Request(address, { method: 'GET' })
  return new Request(address, { method, body: new Uint8Array(await buffer(request)) })
}

async function send(given: Response, response: ServerResponse): Promise<void> {
  response.writeHead(given.status, Object.fromEntries(given.headers))
  response.end(Buffer.from(await given.arrayBuffer()))
}
