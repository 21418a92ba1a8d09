import { samples } from './samples.ts'

export function Samples({ onChoose }: { onChoose: (url: string, fileName: string) => void }) {
  return (
    <section className="strip" aria-labelledby="samples-title">
      <h2 id="samples-title">No photo at hand? Try one of these</h2>
      <ul className="tiles">
        {samples.map(({ name, url }) => (
          <li key={name}>
            <button type="button" className="tile" onClick={() => onChoose(url, `${name}.webp`)}>
              <img src={url} alt="" width={96} height={96} />
              <span className="visually-hidden">Ask about the {name.toLowerCase()}</span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  )
}
