// A sandbox as a process of its own, and what the test does to it outside of the browser.

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

const PROGRAM = new URL('../../target/debug/sso-setup', import.meta.url).pathname;

/** The program with nothing of this process's environment but the search path. */
function program(args, environment = {}) {
  return spawn(PROGRAM, args, {
    env: { PATH: process.env.PATH, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

export class Sandbox {
  /** Starts one on a free port. */
  static async started() {
    const sandbox = new Sandbox();
    // Where the program keeps its journals and what was confirmed: nothing is shared with another sandbox.
    sandbox.kept = await mkdtemp(join(tmpdir(), 'sso-setup-'));
    sandbox.process = program(['sandbox', '-o', 'json']);
    const [line] = await once(createInterface(sandbox.process.stdout), 'line');
    sandbox.told = JSON.parse(line);
    sandbox.page = sandbox.told.page.replace(/\/$/, '');
    return sandbox;
  }

  /** Starts one and connects both services with these options. */
  static async connected(...options) {
    const sandbox = await Sandbox.started();
    try {
      await sandbox.mimecast('--subdomain', 'eu', '--group', 'All Staff', '--yes', ...options);
    } catch (error) {
      // A child that goes on would keep the whole test from ending.
      await sandbox.stop();
      throw error;
    }
    return sandbox;
  }

  /** Runs `sso-setup mimecast …`, which must succeed; gives what it printed as its result. */
  async mimecast(...args) {
    const run = program(['mimecast', ...args], {
      SSO_SETUP_JUMPCLOUD_URL: this.told.jumpcloud_url,
      SSO_SETUP_MIMECAST_URL: this.told.mimecast_url,
      SSO_SETUP_MIMECAST_GROUP: 'All Mimecast users',
      XDG_STATE_HOME: this.kept,
      ...this.told.credentials,
    });
    let [printed, said] = ['', ''];
    run.stdout.on('data', (text) => (printed += text));
    run.stderr.on('data', (text) => (said += text));
    const [code] = await once(run, 'close');
    if (code !== 0) {
      throw new Error(`sso-setup mimecast ${args.join(' ')} ended with ${code}: ${printed}${said}`);
    }
    return printed;
  }

  async stop() {
    this.process.kill();
    await once(this.process, 'close');
    await rm(this.kept, { recursive: true });
  }

  async json(path) {
    return (await fetch(`${this.page}${path}`)).json();
  }

  state() {
    return this.json('/sandbox/state');
  }

  /** At no moment was an enforced block without a working way in. */
  async lockedNobodyOut() {
    const { violations } = await this.json('/sandbox/violations');
    assert.deepEqual(violations, []);
  }

  /** The profile that the tool makes, if there is one. */
  async profile() {
    const { mimecast } = await this.state();
    return mimecast.profiles.find((one) => one.description === 'JumpCloud SSO');
  }

  /** Sends a document to JumpCloud's API. */
  async jumpcloud(method, path, document) {
    const answer = await fetch(`${this.told.jumpcloud_url}${path}`, {
      method,
      headers: {
        'x-api-key': this.told.credentials.JUMPCLOUD_API_KEY,
        'content-type': 'application/json',
      },
      body: JSON.stringify(document),
    });
    if (!answer.ok) throw new Error(await answer.text());
  }

  /** Changes an application's document by JumpCloud's API. */
  async changeApplication(suffix, edit) {
    const { jumpcloud } = await this.state();
    const url = `https://sso.jumpcloud.com/saml2/${suffix}`;
    const { document } = jumpcloud.applications.find((one) => one.document.ssoUrl === url);
    edit(document);
    await this.jumpcloud('PUT', `/api/applications/${document._id}`, document);
  }

  /** Changes a block of the profile by Mimecast's API. */
  async changeBlock(block, edit) {
    const profile = await this.profile();
    edit(profile.blocks[block]);
    const { MIMECAST_CLIENT_ID, MIMECAST_CLIENT_SECRET } = this.told.credentials;
    const token = await fetch(`${this.told.mimecast_url}/oauth/token`, {
      method: 'POST',
      body: new URLSearchParams({
        grant_type: 'client_credentials',
        client_id: MIMECAST_CLIENT_ID,
        client_secret: MIMECAST_CLIENT_SECRET,
      }),
    });
    const { access_token } = await token.json();
    const path = '/api/authentication-profile/update-profile';
    const answer = await fetch(`${this.told.mimecast_url}${path}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${access_token}`, 'content-type': 'application/json' },
      body: JSON.stringify({ data: [profile] }),
    });
    const { fail } = await answer.json();
    if (fail?.length) throw new Error(JSON.stringify(fail));
  }
}
