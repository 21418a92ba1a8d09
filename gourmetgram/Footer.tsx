export function Footer() {
  return (
    <footer className="site-footer">
      <p>
        The photos you send and what you say about the answers are kept on this server, to measure how good
        the answers are and to make them better.
      </p>
      <p>
        Measured by Evalloop. <a href="/console">Open the console</a>
      </p>
    </footer>
  )
}
