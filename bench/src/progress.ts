/** Says what is being done: on one line that is rewritten where someone watches, line by line where not. */
export function progress(stream: NodeJS.WriteStream): { say: (what: string) => void; end: () => void } {
  let said = ''
  return {
    say(what) {
      if (what === said) return
      said = what
      stream.write(stream.isTTY ? `\r\u001B[2K${what}` : `${what}\n`)
    },
    end() {
      if (stream.isTTY) stream.write('\r\u001B[2K')
    },
  }
}
