// Somebody who connects both services: runs the program, does by hand what it prints, and sees people get in.

import assert from 'node:assert/strict';

import { ADA } from './ways.mjs';

/** What stands in a step in place of a value that is not there yet. */
const LATER = 'known once JumpCloud has made it';

export class Operator {
  constructor(visitor, connectors, mode, ...more) {
    Object.assign(this, { visitor, sandbox: visitor.sandbox, connectors, mode, more });
  }

  /** Runs the program for these connectors, with these steps confirmed; gives its document. */
  async run(args, confirmed = []) {
    const common = ['--subdomain', 'eu', '--connector', this.connectors];
    const how = ['--mimecast-mode', this.mode, '-o', 'json'];
    const steps = confirmed.flatMap((id) => ['--confirm-step', id]);
    return JSON.parse(await this.sandbox.mimecast(...args, ...common, ...how, ...steps));
  }

  /** Runs a command about the set-up: with groups, an administrator, and nothing else that was not asked for. */
  setUp(command, confirmed) {
    return this.run([command, '--group', 'All Staff', '--admin', ADA, ...this.more], confirmed);
  }

  /** Carries out the steps of a document, in their order; gives their ids. */
  async carriesOut(steps, pictured) {
    assert.notEqual(steps.length, 0);
    for (const [at, step] of steps.entries()) {
      await this.visitor.carriesOut(step, pictured && `${pictured}-${at + 1}`);
    }
    return steps.map(({ id }) => id);
  }

  /** Sets up, and does what is printed. */
  async setsUp(pictured) {
    const { steps: asked } = await this.setUp('--yes');
    const { steps } = await this.setUp('worksheet');
    assert.deepEqual(steps, asked);
    const done = await this.carriesOut(steps, pictured);
    const { remaining } = await this.setUp('--yes', done);
    assert.deepEqual(remaining, []);
  }

  /** Nothing is left to do, also by what the API reads, no check fails, and people come in by these ways alone. */
  async seesItWork(ways, pictured) {
    const byApi = Object.assign(new Operator(this.visitor), this, { mode: 'api' });
    if (this.mode !== 'api') await this.isDone();
    // The program walks the same ways that are clicked here.
    const checks = await byApi.isDone();
    const walked = checks.filter(({ name }) => name.startsWith('sign-in/')).length;
    const tiles = Object.values(ways.tiles).filter((page) => page !== 'refused');
    assert.equal(walked, Object.keys(ways.logins).length + tiles.length);
    await this.visitor.comesInBy(ways, pictured);
  }

  /** The plan has nothing to do, and no check fails; gives these. */
  async isDone() {
    const { changes } = await this.setUp('plan');
    assert.deepEqual(changes, [], this.mode);
    return (await this.setUp('verify')).checks;
  }

  /** Takes its connectors out, and does what is printed. */
  async takesOut(pictured) {
    const count = `${this.connectors.split(',').length}`;
    const remove = ['remove', '--confirm-count', count, '--propagation', '0s', '--admin', ADA];
    const { steps } = await this.run(remove);
    const done = await this.carriesOut(steps, pictured);
    const { remaining } = await this.run(remove, done);
    assert.deepEqual(remaining, []);
  }

  /** Makes new certificates, and does what is printed: what has to be known last is printed once it is there. */
  async rotates() {
    const rotate = ['rotate', '--yes', '--propagation', '0s', '--admin', ADA];
    let done = [];
    for (let round = 0; round < 3; round += 1) {
      const { steps, remaining } = await this.run(rotate, ['backup-administrator', ...done]);
      if (remaining.length === 0) return;
      const later = steps.findIndex(({ fields }) => fields.some(({ value }) => value === LATER));
      done = await this.carriesOut(later === -1 ? steps : steps.slice(0, later));
    }
    assert.fail('the rotation does not end');
  }
}
