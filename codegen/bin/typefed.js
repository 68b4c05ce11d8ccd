#!/usr/bin/env node
import { existsSync } from 'node:fs'
import { enableCompileCache } from 'node:module'

// The printer's library is large: from the second run on, it is loaded compiled.
enableCompileCache?.()

// In the workspace nothing is built yet, and Node runs the sources; a published package has `dist`, and Node refuses
// to strip types below node_modules.
const source = new URL('../src/cli.ts', import.meta.url)
const fromSource = existsSync(source) && !source.pathname.includes('/node_modules/')
const { main } = await import(fromSource ? source.href : '../dist/cli.js')

process.exitCode = await main(process.argv.slice(2))
