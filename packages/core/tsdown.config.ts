import { defineConfig } from 'tsdown'

export default defineConfig({
  deps: { neverBundle: [/^node:/] },
  entry: {
    index: 'src/index.ts',
    lexicon: 'src/lexicon/index.ts',
    rest: 'src/rest/index.ts',
    internal: 'src/internal.ts',
    lazy: 'src/lazy.ts',
    pipeline: 'src/pipeline.ts',
    'rest-client': 'src/rest/client.ts',
    wire: 'src/wire/index.ts',
    socket: 'src/socket/index.ts',
    'public-address': 'src/public-address/index.ts',
    ky: 'src/transport/ky.ts',
    node: 'src/storage/file-store.ts',
  },
  logLevel: 'warn',
  platform: 'neutral',
  target: 'es2023',
  sourcemap: true,
  dts: { sourcemap: true },
})
