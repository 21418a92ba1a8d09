const rfc3339 = /^(\d{4})-(\d{2})-(\d{2})[Tt ]\d{2}:\d{2}:\d{2}(\.\d+)?([Zz]|[+-]\d{2}:\d{2})$/

/**
 * The format `date-time` of the API: RFC 3339, and an instant that JavaScript and PostgreSQL can hold. RFC 3339 alone
 * allows leap seconds and a year 10000 by way of an offset.
 */
export function isStorableInstant(text: string): boolean {
  const [, year, month, day] = rfc3339.exec(text) ?? []
  if (!isDayOfCalendar(Number(year), Number(month), Number(day))) return false
  const utcYear = new Date(text).getUTCFullYear()
  return utcYear >= 1 && utcYear <= 9999
}

/** JavaScript takes 30 February for 2 March; PostgreSQL refuses it. */
function isDayOfCalendar(year: number, month: number, day: number): boolean {
  const date = new Date(Date.UTC(2000, 0, 1))
  date.setUTCFullYear(year, month - 1, day)
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day
}
