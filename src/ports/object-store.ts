/** `class_07/0193….jpg`: relative, no empty or dot segments. */
export type ObjectKey = string
export type Tags = Readonly<Record<string, string>>

export type StoredObject = Readonly<{ key: ObjectKey; bytes: number; mediaType: string; modifiedAt: Date }>
export type ObjectListing = Readonly<{ folders: string[]; objects: StoredObject[]; nextCursor?: string }>

/** Keeps bytes under a key in a bucket, unchanged. Implementations pass `objectStoreContract`. */
export interface ObjectStore {
  /** Makes the bucket when it is missing. */
  ensureBucket(bucket: string): Promise<void>
  buckets(): Promise<string[]>
  /**
   * Stores all the bytes or none, durably, with their media type and tags. The same bytes again are harmless (tags
   * are replaced); different bytes throw OBJECT_EXISTS.
   */
  put(
    bucket: string,
    key: ObjectKey,
    bytes: Uint8Array,
    about: { mediaType: string; tags: Tags },
  ): Promise<void>
  /** Throws OBJECT_MISSING. */
  get(bucket: string, key: ObjectKey): Promise<{ bytes: Uint8Array; mediaType: string }>
  /** Throws OBJECT_MISSING. */
  tags(bucket: string, key: ObjectKey): Promise<Tags>
  /** Replaces all tags. Throws OBJECT_MISSING. */
  setTags(bucket: string, key: ObjectKey, tags: Tags): Promise<void>
  /**
   * One page of what lies directly under `prefix` (a folder ending in `/`, or empty), in byte order: folders and
   * objects together count towards `limit`. Throws BUCKET_MISSING.
   */
  list(bucket: string, prefix: string, page: { limit: number; cursor?: string }): Promise<ObjectListing>
  /** Deleting a missing key is harmless, so a retried clean-up succeeds. */
  delete(bucket: string, key: ObjectKey): Promise<void>
}
