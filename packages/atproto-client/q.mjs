import * as f from '../core/dist/lexicon.js'
import { getTimeline } from './dist/lexicons/app.bsky.feed.getTimeline.js'
import { readFileSync } from 'node:fs'
const value = JSON.parse(readFileSync('/tmp/timeline.json', 'utf8'))
const c = {}
const walk = (v, k) => {
  if (typeof v === 'string') {
    const kind = v.startsWith('at://')
      ? 'aturi'
      : v.startsWith('did:')
        ? 'did'
        : /^\d{4}-.*Z$/.test(v)
          ? 'datetime'
          : /^baf/.test(v)
            ? 'cid'
            : /^https?:/.test(v)
              ? 'uri'
              : k === 'handle'
                ? 'handle'
                : 'other'
    ;(c[kind] ??= []).push(v)
  } else if (v && typeof v === 'object') for (const x in v) walk(v[x], x)
}
walk(value)
const fn = {
  aturi: f.isAtUri,
  did: f.isDid,
  datetime: f.isDatetime,
  cid: f.isCid,
  uri: f.isUri,
  handle: f.isHandle,
}
for (const k in c) {
  if (!fn[k]) {
    console.log(k, c[k].length)
    continue
  }
  const vs = c[k]
  for (let i = 0; i < 200; i++) for (const v of vs) fn[k](v)
  const t = performance.now()
  for (let i = 0; i < 200; i++) for (const v of vs) fn[k](v)
  const us = ((performance.now() - t) * 1000) / 200
  console.log(k, vs.length, us.toFixed(1) + 'us total', ((us * 1000) / vs.length).toFixed(0) + 'ns')
}
