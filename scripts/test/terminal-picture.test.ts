import { expect, test } from 'vitest'
import { terminalPicture } from '../terminal-picture.ts'

test('a line of a terminal is a line of the picture, with its colours and its spaces', () => {
  const picture = terminalPicture('npm start', ['\u001b[36mAnna  \u001b[39m \u001b[1m<b>\u001b[22m &'])
  expect(picture).toContain('<tspan fill="#5cc4dd">Anna\u00a0\u00a0</tspan>')
  expect(picture).toContain('<tspan font-weight="bold">&lt;b></tspan>')
  expect(picture).toContain('&amp;')
  expect(picture).not.toContain('\u001b')
})

test('a heading is bold, without the background that it has in a terminal', () => {
  expect(terminalPicture('a', ['\u001b[7m b \u001b[27m'])).toContain('font-weight="bold" fill="#8aa4ff"')
})
