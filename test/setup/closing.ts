import type { Reporter, TestCase, TestModule } from 'vitest/node'

/** Ends the run with what was skipped and why, and with the count on a line of its own. */
export default class Closing implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], errors: readonly unknown[]) {
    const tests = modules.flatMap((module) => [...module.children.allTests()])
    const skipped = tests.filter((test) => test.result().state === 'skipped')
    const failedTests = tests.filter((test) => test.result().state === 'failed').length
    // A file that does not load, a failing hook or a stray rejection fails the run without failing a test.
    const broken = modules.filter((module) => module.errors().length > 0).length + errors.length
    const passed = tests.filter((test) => test.result().state === 'passed').length
    if (passed === 0 || skipped.some((test) => !reasonOf(test))) process.exitCode = 1
    console.log(skipped.length === 0 ? '\nNothing was skipped.' : `\nSkipped:\n${skipped.map(lineOf).join('\n')}`)
    console.log(`${passed} passed, ${failedTests + broken} failed, ${skipped.length} skipped`)
  }
}

function lineOf(test: TestCase): string {
  return `- ${test.fullName} (${test.module.relativeModuleId}): ${reasonOf(test) ?? 'no reason given, so the run fails'}`
}

function reasonOf(test: TestCase): string | undefined {
  const result = test.result()
  return result.state === 'skipped' ? result.note : undefined
}
