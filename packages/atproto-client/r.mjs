import * as f from '../core/dist/lexicon.js'
import { readFileSync } from 'node:fs'
const value = JSON.parse(readFileSync('/tmp/timeline.json', 'utf8'))
const c = {}
const walk = (v, k) => {
  if (typeof v === 'string') {
    const kind = v.startsWith('at://')
      ? 'aturi'
      : v.startsWith('did:')
        ? 'did'
        : /^baf/.test(v)
          ? 'cid'
          : k === 'handle'
            ? 'handle'
            : 'other'
    ;(c[kind] ??= []).push(v)
  } else if (v && typeof v === 'object') for (const x in v) walk(v[x], x)
}
walk(value)
const DID = /^did:[a-z]+:[a-zA-Z0-9._:%-]*[a-zA-Z0-9._-]$/
const DID2 = /^did:[a-z]+:[a-zA-Z0-9._:%-]+(?<![:%])$/
const L = '[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?'
const URI = new RegExp(
  `^at://(?:did:[a-z]+:[a-zA-Z0-9._:%-]*[a-zA-Z0-9._-]|(?:${L}\\.)+[a-zA-Z](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?)(?:/[a-zA-Z](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?(?:\\.${L})+\\.[a-zA-Z][a-zA-Z0-9]{0,62}(?:/[a-zA-Z0-9_~.:-]{1,512})?)?$`,
)
const COMMON = /^at:\/\/did:plc:[a-z2-7]{24}\/(?:[a-zA-Z]+\.){2,5}[a-zA-Z]{1,63}\/[2-7a-z]{13}$/
const CID = /^b[a-z2-7]{30,}$/,
  CID2 = /^baf[yk]rei[a-z2-7]{52}$/,
  CID3 = /^b[a-z2-7]+$/
const PLC = /^did:plc:[a-z2-7]{24}$/
const fns = {
  aturi: [f.isAtUri, (s) => URI.test(s), (s) => COMMON.test(s)],
  did: [(s) => f.isDid(s), (s) => DID.test(s), (s) => DID2.test(s), (s) => PLC.test(s)],
  cid: [f.isCid, (s) => CID.test(s), (s) => CID2.test(s), (s) => CID3.test(s)],
}
for (let k = 0; k < 3; k++)
  for (const n in fns)
    console.log(
      n,
      ...fns[n].map((fn) => {
        const vs = c[n]
        for (let i = 0; i < 300; i++) for (const v of vs) fn(v)
        let best = 1e9
        for (let r = 0; r < 10; r++) {
          const t = performance.now()
          for (let i = 0; i < 50; i++) for (const v of vs) fn(v)
          best = Math.min(best, performance.now() - t)
        }
        return ((best * 1e6) / 50 / vs.length).toFixed(0)
      }),
    )
