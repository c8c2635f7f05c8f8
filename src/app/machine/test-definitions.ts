/** placeholder */
import type { ProgressSink, TestRequest, TestResult } from '../engine.js';
export async function testDefinitions(
  _request: TestRequest, _around: { folder: string; home: string; url: () => Promise<string> }, _progress: ProgressSink, _signal: AbortSignal,
): Promise<TestResult> {
  return { passed: 0, failed: 0, failures: [], updated: [] };
}
