// Run before a program: prints the address of each module that the program loads.
import { registerHooks } from 'node:module'

registerHooks({
  load(url, context, next) {
    console.log(`loaded ${url}`)
    return next(url, context)
  },
})
