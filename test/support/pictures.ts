import sharp from 'sharp'

type Format = 'jpeg' | 'png' | 'webp' | 'avif' | 'gif'

/** A small picture with structure in it, different for every seed. */
export async function picture(seed: number, format: Format = 'jpeg', size = 96): Promise<Buffer> {
  const hue = (seed * 47) % 360
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${size}" height="${size}">
    <rect width="100%" height="100%" fill="hsl(${hue}, 60%, 70%)"/>
    <circle cx="${20 + ((seed * 13) % 50)}" cy="${20 + ((seed * 7) % 50)}" r="${10 + (seed % 20)}" fill="hsl(${(hue + 120) % 360}, 70%, 40%)"/>
    <text x="4" y="${size - 6}" font-size="14">${seed}</text>
  </svg>`
  return sharp(Buffer.from(svg)).toFormat(format).toBuffer()
}
