import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import type { Project } from '../installs/project.ts'
import { lazySteps } from '../runtimes/lazy/steps.ts'
import type { StepResult } from '../runtimes/smoke/step.ts'
import { buildApp, nextProject, startApp } from './next-app.ts'

let project: Project

beforeAll(async () => {
  project = await nextProject(inject('packed'))
})
afterAll(() => project?.[Symbol.asyncDispose]())

test('Next.js builds a route with both clients by its own settings, and it runs', async () => {
  const built = await buildApp(project)
  expect(built).toMatchObject({ code: 0, said: expect.stringContaining('Turbopack') })
  expect(built.said).not.toMatch(/warn|error/i)
  await using app = await startApp(project)
  const results = (await (await fetch(`${app.url}/steps`)).json()) as StepResult[]
  expect(results.filter(({ ok }) => !ok)).toEqual([])
  expect(results).toHaveLength(lazySteps().length)
})
