/** A plate with something on it: every id has its own. */
export function picture(id: string, name: string): string {
  const number = Number.parseInt(id.slice(-6), 16)
  const [hue, other] = [number % 360, (number >> 8) % 360]
  const blobs = Array.from({ length: 6 }, (_, index) => {
    const turn = (index / 6) * Math.PI * 2 + (number % 7)
    const reach = 40 + ((number >> index) % 50)
    return `<ellipse cx="${320 + reach * Math.cos(turn)}" cy="${240 + reach * Math.sin(turn)}" rx="${38 + (number % 30)}" ry="${26 + ((number >> 3) % 30)}" fill="hsl(${index % 2 ? other : hue} 60% ${45 + index * 4}%)"/>`
  })
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 640 480"><rect width="640" height="480" fill="hsl(${other} 22% 70%)"/><circle cx="320" cy="240" r="190" fill="#f4f1ea"/><circle cx="320" cy="240" r="150" fill="#fffdf8"/>${blobs.join('')}<title>${name}</title></svg>`
}
