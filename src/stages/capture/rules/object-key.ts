/** The prediction that an object key of the form `class_07/<id>.jpg` names; undefined for any other text. */
export function predictionIdOfKey(key: string): string | undefined {
  return /^class_\d{2,3}\/([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\.[a-z]{3,4}$/.exec(key)?.[1]
}
