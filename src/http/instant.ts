const rfc3339 = /^\d{4}-\d{2}-\d{2}[Tt ]\d{2}:\d{2}:\d{2}(\.\d+)?([Zz]|[+-]\d{2}:\d{2})$/

/**
 * The format `date-time` of the API: RFC 3339, and an instant that JavaScript and PostgreSQL can hold. RFC 3339 alone
 * allows leap seconds and a year 10000 by way of an offset.
 */
export function isStorableInstant(text: string): boolean {
  if (!rfc3339.test(text)) return false
  const year = new Date(text).getUTCFullYear()
  return year >= 1 && year <= 9999
}
