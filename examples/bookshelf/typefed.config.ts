import { defineConfig } from '@typefed/codegen'

export default defineConfig({
  sources: [{ folder: 'lexicons' }],
  reuse: ['@typefed/atproto-client'],
  output: 'src/generated',
  surface: 'surface.txt',
})
