// For a route of Next.js: loads late whatever the clients load late.
import { lazySteps } from '../lazy/steps.ts'
import { runSteps } from '../smoke/program.ts'
import type { StepResult } from '../smoke/step.ts'

export async function GET(): Promise<Response> {
  const results: StepResult[] = []
  await runSteps(lazySteps(), (result) => void results.push(result))
  return Response.json(results)
}
