import { defineConfig } from 'tsdown'

export default defineConfig({
  entry: { index: 'src/index.ts', documents: 'src/documents.ts', cli: 'src/cli.ts' },
  platform: 'node',
  fixedExtension: false,
  target: 'node22',
  sourcemap: true,
  dts: { sourcemap: true },
})
