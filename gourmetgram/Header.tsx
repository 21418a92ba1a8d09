export function Header() {
  return (
    <header className="site-header">
      <a className="brand" href="/">
        <svg className="brand-mark" viewBox="0 0 32 32" aria-hidden="true">
          <rect width="32" height="32" rx="9" />
          <circle cx="16" cy="16" r="10" />
          <path d="M12 16.3l2.8 2.7 5.2-5.8" />
        </svg>
        GourmetGram
      </a>
    </header>
  )
}
