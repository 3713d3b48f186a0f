// Somebody's browser, and what holds for every page they see.

import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import { createRequire } from 'node:module';

const MODULES = process.env.SSO_SETUP_BROWSER_MODULES;
assert.ok(MODULES, 'start this test with .ci/browser');
const { chromium } = createRequire(`${MODULES}/`)('playwright-core');

const PICTURES = new URL('../../target/browser/', import.meta.url).pathname;
const CONSOLE = '/web/console.jumpcloud.com/userconsole/';
const AS_TODAY = 'as in the profile these people have today';
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

  /** Does a step of the worksheet in Mimecast's console, by what is printed and what can be seen. */
  async carriesOut({ menu, open, fields }, pictured) {
    await this.open('/');
    await this.click(menu.new);
    await this.sees('console-home');
    for (const part of open.split(' | ')) {
      await this.page.locator('main').getByRole('link', { name: part, exact: true }).click();
    }
    const label = (text) => this.page.getByLabel(text, { exact: true });
    // A block's fields are those below its box.
    let place = this.page.locator('main');
    for (const { field, value, paste } of fields) {
      const block = this.page.getByRole('group').filter({ has: label(field) });
      const isBox = field.startsWith('Enforce ');
      if (isBox) place = block;
      const control = place.getByLabel(field, { exact: true });
      assert.ok(await control.isVisible(), `${field} cannot be seen`);
      const isList = (await control.evaluate((one) => one.localName)) === 'select';
      if (isList && value !== AS_TODAY) await control.selectOption({ label: value });
      else if (paste) await control.fill(value);
      else if (value === 'tick') await control.check();
      else if (value === 'untick') await control.uncheck();
      else if (value === 'empty this field') await control.fill('');
      else assert.ok(['leave as it is', AS_TODAY].includes(value), `${field}: ${value}`);
      if (isBox && value !== 'tick') place = this.page.locator('main');
    }
    await this.picture(pictured);
    await this.page.getByRole('button', { name: 'Save and Exit' }).click();
    await this.page.locator('h1', { hasText: open.split(' | ')[0] }).waitFor();
    assert.equal(await this.page.getByRole('alert').count(), 0);
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
