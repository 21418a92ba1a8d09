/**
 * Does `work` for the numbers 0 to count − 1, at most `width` at a time. The first failure stops new work from
 * starting; it is thrown once the work under way has ended.
 */
export async function atOnce(
  count: number,
  width: number,
  work: (number: number) => Promise<void>,
): Promise<void> {
  let next = 0
  const lane = async () => {
    try {
      while (next < count) await work(next++)
    } catch (error) {
      next = count
      throw error
    }
  }
  const lanes = await Promise.allSettled(Array.from({ length: Math.min(width, count) }, lane))
  const failed = lanes.find((result) => result.status === 'rejected')
  if (failed) throw failed.reason
}
