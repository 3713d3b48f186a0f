// How a test begins and ends: a Chromium for each file, a visitor for each test, and no sandbox that is left running.

import { after, before, test } from 'node:test';

import { Sandbox } from './sandbox.mjs';
import { Visitor, launch } from './visitor.mjs';

let chrome;

before(async () => (chrome = await launch()));
after(() => chrome?.close());

async function visited(sandbox, act, options) {
  const visitor = await Visitor.at(chrome, sandbox, options);
  try {
    await act(visitor);
  } finally {
    await visitor.close();
  }
}

/** A test with a visitor of its own, to the sandbox that `sandbox` gives. */
export function visit(name, sandbox, act, options) {
  test(name, () => visited(sandbox(), act, options));
}

/** A test with a visitor and a sandbox of its own, in which nobody must have been locked out at any moment. */
export function visitAlone(name, act) {
  test(name, async () => {
    const sandbox = await Sandbox.started();
    try {
      await visited(sandbox, act);
      await sandbox.lockedNobodyOut();
    } finally {
      await sandbox.stop();
    }
  });
}
