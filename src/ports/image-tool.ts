/** Makes pictures for pages. */
export interface ImageTool {
  /** WebP of at most `pixels` on its longer side, EXIF orientation applied and all metadata removed. */
  thumbnail(bytes: Uint8Array, pixels: number): Promise<Uint8Array>
}
