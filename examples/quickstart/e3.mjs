import { AtprotoClient } from '@typefed/atproto-client'
const client = new AtprotoClient()
console.log(client)
