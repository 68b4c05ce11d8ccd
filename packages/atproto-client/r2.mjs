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
          : /^https?:/.test(v)
            ? 'uri'
            : k === 'handle'
              ? 'handle'
              : 'other'
    ;(c[kind] ??= []).push(v)
  } else if (v && typeof v === 'object') for (const x in v) walk(v[x], x)
}
walk(value)
const A = [
  /^at:\/\/did:[a-z]+:[a-z2-7]+\/[a-zA-Z]+\.[a-zA-Z]+(?:\.[a-zA-Z]+)+\/[2-7a-z]+$/,
  /^at:\/\/did:[a-z]+:[a-z0-9]+\/[a-zA-Z]+\.[a-zA-Z]+(?:\.[a-zA-Z]+)+\/[0-9a-z]+$/,
  /^at:\/\/did:[a-z]+:\w+\/[a-zA-Z]+\.[a-zA-Z]+(?:\.[a-zA-Z]+)+\/\w+$/,
  /^at:\/\/did:plc:\w+\/[a-z]+\.[a-z]+\.[a-z]+\.[a-z]+\/\w+$/,
  /^at:\/\/did:plc:\w{24}\/[a-zA-Z.]+\/\w{13}$/,
]
const C = [/^b[a-z2-7]+$/, /^b[a-z0-9]+$/, /^b\w+$/, /^b[^A-Z018]+$/]
const D = [/^did:[a-z]+:[a-zA-Z0-9._:%-]*[a-zA-Z0-9._-]$/, /^did:[a-z]+:\w+$/, /^did:plc:\w+$/]
const H = [
  /^(?:[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?\.)+[a-zA-Z](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?$/,
  /^[a-z0-9]+(?:[.-][a-z0-9]+)*\.[a-z]+$/,
  /^[a-z0-9]+(?:-[a-z0-9]+)*(?:\.[a-z]+)+$/,
]
const U = [/^\w+:(?:\/\/)?[^\s/]\S*$/, /^https?:\/\/[^\s/]\S*$/, /^https?:\/\/[!-.0-~][!-~]*$/]
const fns = { aturi: A, cid: C, did: D, handle: H, uri: U }
const none = (s) => s.length > 5
for (let k = 0; k < 2; k++)
  for (const n in fns)
    console.log(
      n,
      c[n].filter((s) => !fns[n][0].test(s)).length,
      ...[...fns[n].map((r) => (s) => r.test(s)), none].map((fn) => {
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
