/**
 * Every address of the HTTP API in one place, so that pages, tests and server never disagree about a path.
 * Prefix of the versioned API: `/api/v1`.
 */
export const api = {
  predict: '/predict',
  flag: (objectKey: string) => `/flag/${objectKey}`,
  correctLabel: (objectKey: string) => `/correct-label/${objectKey}`,
  predictions: '/api/v1/predictions',
  predictionFacets: '/api/v1/predictions/facets',
  prediction: (id: string) => `/api/v1/predictions/${id}`,
  predictionImage: (id: string) => `/api/v1/predictions/${id}/image`,
  /** 256 px WebP, made once, immutable. */
  predictionThumbnail: (id: string) => `/api/v1/predictions/${id}/thumbnail`,
  predictionFeedback: (id: string) => `/api/v1/predictions/${id}/feedback`,
  modelVersions: '/api/v1/model-versions',
  servingModel: '/api/v1/model-versions/serving',
  draws: '/api/v1/draws',
  drawPreview: '/api/v1/draws/preview',
  draw: (id: string) => `/api/v1/draws/${id}`,
  drawMembers: (id: string) => `/api/v1/draws/${id}/members`,
  drawLeases: (id: string) => `/api/v1/draws/${id}/leases`,
  task: (id: string) => `/api/v1/tasks/${id}`,
  taskAnnotation: (id: string) => `/api/v1/tasks/${id}/annotation`,
  accuracy: '/api/v1/estimates/accuracy',
  accuracyHistory: '/api/v1/estimates/accuracy/history',
  confusion: '/api/v1/estimates/confusion',
  overview: '/api/v1/overview',
  objects: '/api/v1/objects',
  bucket: (bucket: string) => `/api/v1/objects/${bucket}`,
  objectContent: (bucket: string, key: string) => `/api/v1/objects/${bucket}/content/${key}`,
  objectTags: (bucket: string, key: string) => `/api/v1/objects/${bucket}/tags/${key}`,
} as const
