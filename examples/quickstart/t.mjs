import { AtprotoClient } from '@typefed/atproto-client'
import { spawnAtprotoNetwork, seedTimeline } from '@typefed/test-servers/atproto'
import { writeFileSync } from 'node:fs'
await using network = await spawnAtprotoNetwork({ appView: true, onProgress: (s) => console.log('  ', s) })
const { viewer } = await seedTimeline(network, { posts: 120 })
const client = new AtprotoClient({ service: network.pds.url })
const t=performance.now()
const me = await client.login({ identifier: viewer.handle, password: viewer.password })
console.log('login', performance.now()-t, me)
const r = await client.app.bsky.feed.getTimeline({ limit: 100 })
console.log(r.feed.length, JSON.stringify(r).length)
writeFileSync('/tmp/timeline.json', JSON.stringify(r))
let n=0; for await (const i of client.app.bsky.feed.getTimeline.paginate({limit:30})) n++
console.log('walk', n)
console.log(client.exportSession(), client.exportSession().encode().length)
for (const bad of [()=>client.app.bsky.feed.getTimeline({limit:1000}), ()=>client.app.bsky.feed.getPostThread({uri:'at://did:plc:abc/app.bsky.feed.post/xyz'}), ()=>client.login({identifier:viewer.handle,password:'wrong'})]) await bad().catch(e=>console.log(e.name,e.message))
console.log(client.app.bsky.feed.getTimeline, client.app.bsky.feed.post, client.app.bsky.nothing)
