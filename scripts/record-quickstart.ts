// Makes the picture of `npm start` in the README from what it really prints:
// node scripts/record-quickstart.ts
import { spawnSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { terminalPicture } from './terminal-picture.ts'

const PICTURE = fileURLToPath(new URL('../docs/public/quickstart.svg', import.meta.url))
/** The steps with the AT Protocol; all of it would be too long for a picture. */
const FIRST = '@typefed/atproto-client'
const LAST = '@typefed/mastodon-client'

const { stdout, status } = spawnSync('node', ['examples/quickstart/src/main.ts'], {
  cwd: fileURLToPath(new URL('..', import.meta.url)),
  encoding: 'utf8',
  env: { ...process.env, FORCE_COLOR: '1' },
})
if (status !== 0) throw new Error(`the quickstart ended with exit code ${status}`)

const lines = stdout.split('\n')
const first = lines.findIndex((line) => line.includes(FIRST) && line.includes('\u001b[7m'))
const last = lines.findIndex((line) => line.includes(LAST) && line.includes('\u001b[7m'))
writeFileSync(PICTURE, terminalPicture('npm start', lines.slice(first, last)))
