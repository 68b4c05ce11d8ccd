import { getTimeline } from './dist/lexicons/app.bsky.feed.getTimeline.js'
import { validate } from '@typefed/core'
import { readFileSync } from 'node:fs'
const text = readFileSync('/tmp/timeline.json', 'utf8')
const value = JSON.parse(text)
console.log(text.length, validate(getTimeline.output, value, 'strict'))
const bench = (f, n = 300) => {
  for (let i = 0; i < 100; i++) f()
  const ts = []
  for (let r = 0; r < 9; r++) {
    const t = process.cpuUsage()
    const s = performance.now()
    for (let i = 0; i < n / 9; i++) f()
    ts.push((performance.now() - s) / (n / 9))
  }
  ts.sort((a, b) => a - b)
  return ts[4]
}
for (let k = 0; k < 2; k++) {
  const p = bench(() => JSON.parse(text)),
    l = bench(() => validate(getTimeline.output, value, 'lenient')),
    s = bench(() => validate(getTimeline.output, value, 'strict'))
  console.log('parse', p.toFixed(3), 'lenient', (l / p).toFixed(3), 'strict', (s / p).toFixed(3))
}
// fresh parse each
const pv = bench(() => validate(getTimeline.output, JSON.parse(text), 'lenient')),
  pv2 = bench(() => validate(getTimeline.output, JSON.parse(text), 'strict')),
  p = bench(() => JSON.parse(text))
console.log('fresh lenient', ((pv - p) / p).toFixed(3), 'strict', ((pv2 - p) / p).toFixed(3))
