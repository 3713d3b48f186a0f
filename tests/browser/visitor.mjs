// Somebody's browser, and what holds for every page they see.

import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import { createRequire } from 'node:module';

const MODULES = process.env.SSO_SETUP_BROWSER_MODULES;
assert.ok(MODULES, 'start this test with .ci/browser');
const { chromium } = createRequire(`${MODULES}/`)('playwright-core');

const PICTURES = new URL('../../target/browser/', import.meta.url).pathname;
const CONSOLE = '/web/console.jumpcloud.com/userconsole/';
const DESKTOP = { width: 1280, height: 800 };
export const PHONE = { width: 390, height: 844 };

/** Chromium, which all visitors share. */
export function launch() {
  mkdirSync(PICTURES, { recursive: true });
  return chromium.launch({
    executablePath: process.env.SSO_SETUP_CHROMIUM ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--disable-sync'],
  });
}

/** Somebody's browser: cookies of its own, and a complaint about everything that the page's policy forbids. */
export class Visitor {
  static async at(chrome, sandbox, options = {}) {
    const visitor = new Visitor();
    visitor.sandbox = sandbox;
    visitor.context = await chrome.newContext({ viewport: DESKTOP, ...options });
    visitor.page = await visitor.context.newPage();
    visitor.complaints = [];
    visitor.page.on('console', (message) => {
      // A page with a status of 400 or more is logged as one; that it has it is the test's matter.
      const status = message.text().startsWith('Failed to load resource');
      if (message.type() === 'error' && !status) visitor.complaints.push(message.text());
    });
    visitor.page.on('pageerror', (error) => visitor.complaints.push(String(error)));
    return visitor;
  }

  async open(path) {
    await this.page.goto(this.sandbox.page + path);
  }

  /** Waits for the page of this name; every page is looked at on the way. */
  async sees(name, ...texts) {
    await this.page.locator(`main[data-page="${name}"]`).waitFor();
    const html = await this.page.locator('html').getAttribute('lang');
    assert.equal(html, 'en');
    assert.equal(await this.page.locator('h1').count(), 1);
    const nameless = 'input:not([type=hidden])';
    for (const input of await this.page.locator(nameless).all()) {
      assert.equal(await input.evaluate((field) => field.labels.length), 1, 'an input has a label');
    }
    const main = await this.page.locator('main').innerText();
    for (const text of texts) {
      assert.ok(main.includes(text), `"${text}" is not on the page:\n${main}`);
    }
    assert.deepEqual(this.complaints, []);
  }

  /** Mimecast refuses, and these checks failed. */
  async isRefused(...failed) {
    await this.sees('refused', 'validate your identity', 'SAML issue');
    const rows = this.page.locator('tr[data-status="fail"]');
    const found = await rows.evaluateAll((all) => all.map((row) => row.dataset.check));
    assert.deepEqual(found, failed);
  }

  async types(email) {
    await this.page.getByLabel('E-mail address').fill(email);
    await this.page.keyboard.press('Enter');
  }

  async click(text) {
    await this.page.getByRole('link', { name: text }).click();
  }

  async signsIn(email) {
    await this.open(CONSOLE);
    await this.sees('login');
    await this.types(email);
    await this.sees('console', email);
  }

  /** A picture on the desktop, one on a phone, where nothing may stick out, and one in the dark. */
  async picture(name) {
    const shoot = (suffix) =>
      this.page.screenshot({ path: `${PICTURES}${name}-${suffix}.png`, fullPage: true });
    await shoot('desktop');
    await this.page.setViewportSize(PHONE);
    await shoot('phone');
    const width = await this.page.evaluate(() => document.documentElement.scrollWidth);
    assert.ok(width <= PHONE.width, `${name} is ${width} pixels wide on a phone`);
    await this.page.emulateMedia({ colorScheme: 'dark' });
    await shoot('dark');
    await this.page.emulateMedia({ colorScheme: 'light' });
    await this.page.setViewportSize(DESKTOP);
  }

  /** Brings an answer to an ACS URL by a form of the test's own, as if it had been kept. */
  async brings(acs, answer) {
    const form = `<form method="post" action="${acs}"><input name="SAMLResponse" value="${answer}">
      <button>Bring</button></form>`;
    await this.page.route('**/kept', (route) =>
      route.fulfill({ contentType: 'text/html', body: form }),
    );
    await this.open('/kept');
    await this.page.getByRole('button').click();
  }

  /** The next answer that JumpCloud has the browser bring somewhere. */
  async answer(act) {
    const request = this.page.waitForRequest((one) => one.postData()?.includes('SAMLResponse'));
    await act();
    return new URLSearchParams((await request).postData()).get('SAMLResponse');
  }

  close() {
    return this.context.close();
  }
}
