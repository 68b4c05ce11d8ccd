import Anser, { type AnserJsonEntry } from 'anser'

const WIDTH = 820
const SIZE = 13
const HEIGHT = 18
const PADDING = 18
const BAR = 34
const TEXT = '#d7dde4'
const COLORS: Readonly<Record<string, string>> = {
  'ansi-bright-black': '#5d6875',
  'ansi-green': '#5ad1a0',
  'ansi-yellow': '#e6c15c',
  'ansi-cyan': '#5cc4dd',
  'ansi-red': '#f07178',
}

/** What a terminal showed, as an SVG of its own: a window with a title, and text that can be selected. */
export function terminalPicture(title: string, lines: readonly string[]): string {
  const height = BAR + lines.length * HEIGHT + PADDING
  const rows = lines.map((line, index) => {
    const y = BAR + (index + 1) * HEIGHT - 4
    return `<text x="${PADDING}" y="${y}">${Anser.ansiToJson(line, { use_classes: true }).map(span).join('')}</text>`
  })
  return `${[
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" role="img" aria-label="What ${title} prints">`,
    `<rect width="${WIDTH}" height="${height}" rx="10" fill="#14191f"/>`,
    ...['#f07178', '#e6c15c', '#5ad1a0'].map((fill, index) => {
      return `<circle cx="${PADDING + 4 + index * 18}" cy="18" r="5.5" fill="${fill}"/>`
    }),
    `<g font-family="ui-monospace, SFMono-Regular, Menlo, Consolas, 'DejaVu Sans Mono', monospace" font-size="${SIZE}" fill="${TEXT}">`,
    `<text x="${WIDTH / 2}" y="22" text-anchor="middle" fill="#5d6875">${escape(title)}</text>`,
    ...rows,
    '</g>',
    '</svg>',
  ].join('\n')}\n`
}

function span({ content, fg, bg, decorations }: AnserJsonEntry): string {
  if (content === '') return ''
  // A heading stands on the colour of text in a terminal; without a background, it is bold here.
  const isHeading = bg === 'ansi-white'
  const attributes = [
    fg in COLORS ? ` fill="${COLORS[fg]}"` : '',
    isHeading || decorations.includes('bold') ? ' font-weight="bold"' : '',
    isHeading ? ' fill="#8aa4ff"' : '',
    decorations.includes('dim') ? ' opacity=".6"' : '',
  ]
  return `<tspan${attributes.join('')}>${escape(content)}</tspan>`
}

/** Runs of spaces would become one. */
function escape(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll(' ', '\u00a0')
}
