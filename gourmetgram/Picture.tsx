import { useState } from 'react'

/** The visitor’s photo, whole. */
export function Picture({ url, looking = false }: { url: string; looking?: boolean }) {
  const [failedUrl, setFailedUrl] = useState<string>()
  return (
    <div className={looking ? 'picture looking' : 'picture'}>
      {failedUrl === url ? (
        <p className="picture-missing">This photo cannot be shown here.</p>
      ) : (
        <>
          <img className="picture-backdrop" src={url} alt="" />
          <img className="picture-photo" src={url} alt="Your food" onError={() => setFailedUrl(url)} />
        </>
      )}
    </div>
  )
}
