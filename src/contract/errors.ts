import { type Static, Type } from 'typebox'

type CatalogueEntry = Readonly<{ status: number; retry: boolean; message: string; remedy: string }>

/**
 * Every error that a caller may see. Codes are permanent; `docs/reference/errors.md` is generated from here.
 * `status` is the HTTP status, `retry` says whether the same request may succeed later, `remedy` what to do.
 */
export const catalogue = {
  REQUEST_INVALID: {
    status: 400,
    retry: false,
    message: 'The request does not have the form this address asks for.',
    remedy: 'Look at `errors`: each entry names a field and what is wrong with it.',
  },
  REQUEST_TOO_LARGE: {
    status: 413,
    retry: false,
    message: 'The request body is larger than this server accepts.',
    remedy: 'Send a smaller body, or raise EVALLOOP_MAX_IMAGE_BYTES.',
  },
  MEDIA_TYPE_UNSUPPORTED: {
    status: 415,
    retry: false,
    message: 'This address does not take a body of that media type.',
    remedy: 'Send JSON, multipart/form-data, or raw image bytes with the right Content-Type.',
  },
  NOT_FOUND: {
    status: 404,
    retry: false,
    message: 'Nothing lives at this address.',
    remedy: 'Compare the path and method with the API documentation at /docs.',
  },
  IMAGE_MISSING: {
    status: 400,
    retry: false,
    message: 'The request carries no image.',
    remedy:
      'Put the bytes in the body, in the multipart field `file`, or as base64 in the JSON field `image`.',
  },
  IMAGE_NOT_BASE64: {
    status: 400,
    retry: false,
    message: 'The field `image` is not base64.',
    remedy: 'Encode the bytes of the file with standard base64 (RFC 4648, section 4).',
  },
  IMAGE_UNREADABLE: {
    status: 400,
    retry: false,
    message: 'The image is damaged or cut short.',
    remedy: 'Send the whole file; open it in a viewer to see whether it is intact.',
  },
  IMAGE_FORMAT_UNSUPPORTED: {
    status: 415,
    retry: false,
    message: 'The bytes are not an image in a format that Evalloop reads.',
    remedy: 'Send JPEG, PNG, WebP, AVIF or GIF.',
  },
  IMAGE_TOO_LARGE: {
    status: 413,
    retry: false,
    message: 'The image has more bytes or more pixels than this server accepts.',
    remedy: 'Send a smaller image, or raise EVALLOOP_MAX_IMAGE_BYTES or EVALLOOP_MAX_IMAGE_PIXELS.',
  },
  PREDICTION_MISSING: {
    status: 404,
    retry: false,
    message: 'No prediction has this id or object key.',
    remedy: 'Use the id or the object key exactly as the prediction answered it.',
  },
  CLASS_UNKNOWN: {
    status: 400,
    retry: false,
    message: 'The model knows no class of this name.',
    remedy: 'Use one of the names in `details.classes`, exactly as written.',
  },
  MODEL_BUSY: {
    status: 503,
    retry: true,
    message: 'More predictions are waiting than this server takes on.',
    remedy: 'Try again in a moment, or add a replica.',
  },
  MODEL_VERSION_MISSING: {
    status: 404,
    retry: false,
    message: 'No model version has this id.',
    remedy: 'List the versions at /api/v1/model-versions.',
  },
  DRAW_MISSING: {
    status: 404,
    retry: false,
    message: 'No draw has this id.',
    remedy: 'List the draws at /api/v1/draws.',
  },
  DRAW_EMPTY: {
    status: 409,
    retry: false,
    message: 'There is no prediction to draw from in this interval.',
    remedy: 'Choose an interval and a model version with predictions; the preview says how many there are.',
  },
  DRAW_OVERLAPS: {
    status: 409,
    retry: false,
    message: 'An earlier draw already covers part of this interval for this model version.',
    remedy:
      'Continue that draw, withdraw it if nobody has labelled yet, or choose an interval that begins after it.',
  },
  CAPTURE_BEHIND: {
    status: 503,
    retry: true,
    message: 'The predictions of this interval are still on their way to the index.',
    remedy: 'Try again when capture has caught up; the overview shows how many wait.',
  },
  DRAW_HAS_ANSWERS: {
    status: 409,
    retry: false,
    message: 'A draw that somebody has begun to label cannot be withdrawn.',
    remedy: 'Finish labelling it: dropping answers after seeing them would bias the estimate.',
  },
  DRAW_WITHDRAWN: {
    status: 409,
    retry: false,
    message: 'This draw was withdrawn and is not labelled any more.',
    remedy: 'Make a new draw.',
  },
  INTERVAL_INVALID: {
    status: 400,
    retry: false,
    message: 'The interval must begin before it ends.',
    remedy: 'Send `from` earlier than `to`, both as RFC 3339 times.',
  },
  TASK_MISSING: {
    status: 404,
    retry: false,
    message: 'No labelling task has this id.',
    remedy: 'Ask for the next tasks of the draw.',
  },
  TASK_TAKEN: {
    status: 409,
    retry: false,
    message: 'Another annotator has this task now, or has answered it.',
    remedy: 'Go on with the next task; the answer that was given first stands.',
  },
  CURSOR_INVALID: {
    status: 400,
    retry: false,
    message: 'The cursor is not one that this list gave out.',
    remedy: 'Start again without a cursor.',
  },
  BUCKET_MISSING: {
    status: 404,
    retry: false,
    message: 'There is no bucket of this name.',
    remedy: 'List the buckets at /api/v1/objects.',
  },
  OBJECT_MISSING: {
    status: 404,
    retry: false,
    message: 'There is no object under this key.',
    remedy: 'List the bucket: keys are case-sensitive.',
  },
  OBJECT_EXISTS: {
    status: 409,
    retry: false,
    message: 'Another object already has this key.',
    remedy: 'Objects never change. Store the bytes under a key of their own.',
  },
  UNAUTHORISED: {
    status: 401,
    retry: false,
    message: 'This address asks for the administrator’s password or token.',
    remedy: 'Send `Authorization: Bearer <EVALLOOP_ADMIN_TOKEN>`, or sign in when the browser asks.',
  },
  FOREIGN_ORIGIN: {
    status: 403,
    retry: false,
    message: 'A page of another site may not change anything here.',
    remedy: 'Call from the server’s own pages, or from a program that sends no Origin header.',
  },
  FOREIGN_HOST: {
    status: 403,
    retry: false,
    message: 'A server without accounts answers only to its loopback names.',
    remedy: 'Use http://127.0.0.1 or http://localhost, or set an admin token and a host to listen on.',
  },
  STORAGE_UNREACHABLE: {
    status: 503,
    retry: true,
    message: 'The database or the object store does not answer.',
    remedy: 'Predictions go on meanwhile. Look at /health/ready for the part that is away.',
  },
  INTERNAL: {
    status: 500,
    retry: false,
    message: 'The server met a fault of its own.',
    remedy: 'The log holds the cause under the `requestId` of this answer.',
  },
} as const satisfies Record<string, CatalogueEntry>

export type ErrorCode = keyof typeof catalogue
export type ErrorDetails = Readonly<Record<string, unknown>>

/** A broken promise. Expected outcomes are values, not errors; see ARCHITECTURE.md. */
export class EvalloopError extends Error {
  readonly code: ErrorCode
  readonly details: ErrorDetails

  constructor(code: ErrorCode, details: ErrorDetails = {}, cause?: unknown) {
    super(catalogue[code].message, { cause })
    this.name = 'EvalloopError'
    this.code = code
    this.details = details
  }
}

/** The one error body (RFC 9457 problem details, media type `application/problem+json`). */
export const Problem = Type.Object(
  {
    type: Type.String({ description: '`urn:evalloop:error:` and the code.' }),
    title: Type.String({ description: 'What went wrong, in one sentence.' }),
    status: Type.Integer({ description: 'The HTTP status, again.' }),
    code: Type.String({ description: 'Permanent name of the error; see docs/reference/errors.md.' }),
    detail: Type.Optional(Type.String({ description: 'What was wrong with this request.' })),
    remedy: Type.String({ description: 'What to do about it.' }),
    retry: Type.Boolean({ description: 'Whether the same request may succeed later.' }),
    requestId: Type.String({ description: 'Stands in the server’s log beside the cause.' }),
    errors: Type.Optional(
      Type.Array(Type.Object({ field: Type.String(), message: Type.String() }), {
        description: 'One entry for each wrong field.',
      }),
    ),
    details: Type.Optional(Type.Record(Type.String(), Type.Unknown())),
  },
  { description: 'The one error body (RFC 9457).' },
)
export type Problem = Static<typeof Problem>
