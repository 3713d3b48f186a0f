// How a test begins and ends: a Chromium for each file, a visitor for each test, and no sandbox that is left running.

import { after, before, test } from 'node:test';

import { Visitor, launch } from './visitor.mjs';

let chrome;

before(async () => (chrome = await launch()));
after(() => chrome?.close());

/** A test with a visitor of its own, to the sandbox that `sandbox` gives. */
export function visit(name, sandbox, act, options) {
  test(name, async () => {
    const visitor = await Visitor.at(chrome, sandbox(), options);
    try {
      await act(visitor);
    } finally {
      await visitor.close();
    }
  });
}

/** A test with a visitor and a sandbox of its own, which must never have locked anybody out. */
export function visitNew(name, start, act) {
  test(name, async () => {
    const sandbox = await start();
    try {
      const visitor = await Visitor.at(chrome, sandbox);
      await act(visitor, sandbox);
      await visitor.close();
      await sandbox.lockedNobodyOut();
    } finally {
      await sandbox.stop();
    }
  });
}
