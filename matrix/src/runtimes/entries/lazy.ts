// For bundles that are run: loads late whatever the clients load late. A JSON line a step on stdout.
import { lazySteps } from '../lazy/steps.ts'
import { runSteps } from '../smoke/program.ts'

await runSteps(lazySteps(), (result) => console.log(JSON.stringify(result)))
