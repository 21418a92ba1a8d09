import { type Static, type TSchema, Type } from 'typebox'

export type Setting = Readonly<{ schema: TSchema; flag: string; secret?: true }>

const positive = (description: string, value: number, maximum: number) =>
  Type.Integer({ minimum: 1, maximum, default: value, description })
const text = (description: string) => Type.Optional(Type.String({ minLength: 1, description }))

/**
 * Every setting of the server, by the name of its environment variable. `docs/reference/settings.md`, the flags of
 * `evalloop start` and the configuration file (same names as the flags, in camel case) are made from here.
 */
export const settings = {
  EVALLOOP_HOST: {
    flag: 'host',
    schema: Type.String({
      default: '127.0.0.1',
      minLength: 1,
      description: 'Address to listen on. Beyond loopback an admin token or password must be set.',
    }),
  },
  EVALLOOP_PORT: {
    flag: 'port',
    schema: Type.Integer({
      minimum: 0,
      maximum: 65_535,
      default: 8000,
      description: 'Port to listen on; 0 takes any free one.',
    }),
  },
  EVALLOOP_DATA_DIR: {
    flag: 'data-dir',
    schema: Type.String({
      minLength: 1,
      default: './data',
      description: 'Folder of everything that Evalloop keeps.',
    }),
  },
  EVALLOOP_MODEL: {
    flag: 'model',
    schema: text('ONNX classifier: a path or a URL, with its JSON beside it. The starter model when absent.'),
  },
  EVALLOOP_MODEL_SHA256: {
    flag: 'model-sha256',
    schema: Type.Optional(
      Type.String({
        pattern: '^[0-9a-fA-F]{64}$',
        description: 'SHA-256 of the ONNX file; required when the model is a URL.',
      }),
    ),
  },
  EVALLOOP_DATABASE_URL: {
    flag: 'database-url',
    schema: text('A PostgreSQL ≥ 14 of your own (postgres://…). The bundled one when absent.'),
    secret: true,
  },
  EVALLOOP_ADMIN_TOKEN: {
    flag: 'admin-token',
    schema: Type.Optional(
      Type.String({
        minLength: 12,
        description: 'Asks for this bearer token everywhere but on the public pages.',
      }),
    ),
    secret: true,
  },
  EVALLOOP_ADMIN_PASSWORD: {
    flag: 'admin-password',
    schema: Type.Optional(
      Type.String({ minLength: 12, description: 'The same for browsers, which ask for it (any user name).' }),
    ),
    secret: true,
  },
  EVALLOOP_MAX_IMAGE_BYTES: {
    flag: 'max-image-bytes',
    schema: positive('Largest image file, in bytes.', 20 * 1024 * 1024, 200 * 1024 * 1024),
  },
  EVALLOOP_MAX_IMAGE_PIXELS: {
    flag: 'max-image-pixels',
    schema: positive('Largest image, in pixels (width × height).', 40_000_000, 250_000_000),
  },
  EVALLOOP_INFERENCE_THREADS: {
    flag: 'inference-threads',
    schema: Type.Optional(
      Type.Integer({
        minimum: 1,
        maximum: 64,
        description: 'Threads that decode and run the model; one per core when absent.',
      }),
    ),
  },
  EVALLOOP_QUEUE_LIMIT: {
    flag: 'queue-limit',
    schema: positive('Predictions that may wait for a thread; past this the answer is 503.', 256, 100_000),
  },
  EVALLOOP_LEASE_SECONDS: {
    flag: 'lease-seconds',
    schema: positive('How long an annotator keeps a task that is not answered.', 300, 86_400),
  },
  EVALLOOP_LOG_LEVEL: {
    flag: 'log-level',
    schema: Type.Union(
      [
        Type.Literal('error'),
        Type.Literal('warn'),
        Type.Literal('info'),
        Type.Literal('debug'),
        Type.Literal('silent'),
      ],
      {
        default: 'warn',
        description: 'Least severe message that is written to standard error (JSON lines).',
      },
    ),
  },
} as const satisfies Record<string, Setting>

/** `data-dir` → `dataDir`: the name in the configuration file and in `Config`. */
export function settingKey(flag: string): string {
  return flag.replace(/-([a-z0-9])/g, (_, letter: string) => letter.toUpperCase())
}

/** The settings, read and checked. Optional ones are absent when nobody set them. */
export type Config = Readonly<{
  host: Static<(typeof settings)['EVALLOOP_HOST']['schema']>
  port: number
  dataDir: string
  model?: string
  modelSha256?: string
  databaseUrl?: string
  adminToken?: string
  adminPassword?: string
  maxImageBytes: number
  maxImagePixels: number
  inferenceThreads?: number
  queueLimit: number
  leaseSeconds: number
  logLevel: 'error' | 'warn' | 'info' | 'debug' | 'silent'
}>
