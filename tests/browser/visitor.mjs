// Somebody's browser, and what holds for every page they see.

import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import { createRequire } from 'node:module';

import { ADA, LOGINS } from './ways.mjs';

const MODULES = process.env.SSO_SETUP_BROWSER_MODULES;
assert.ok(MODULES, 'start this test with .ci/browser');
const { chromium } = createRequire(`${MODULES}/`)('playwright-core');

const PICTURES = new URL('../../target/browser/', import.meta.url).pathname;
const CONSOLE = '/web/console.jumpcloud.com/userconsole/';
/** What a person leaves as it stands there. */
const LEFT = ['as in the profile these people have today', 'leave as it is'];
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
    visitor.context.setDefaultTimeout(15_000);
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
    const inputs = this.page.locator('input:not([type=hidden])');
    const labels = await inputs.evaluateAll((all) => all.map((input) => input.labels.length));
    assert.ok(labels.every((count) => count === 1), 'every input has a label');
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
  async carriesOut(step, pictured) {
    const [list] = step.open.split(' | ', 1);
    const rest = step.open.slice(`${list} | `.length);
    // Who is in the console stays there.
    const menu = this.page.getByRole('link', { name: step.menu.new });
    if (!(await menu.count())) await this.open('/');
    await menu.click();
    await this.sees('console-home');
    await this.entry(list).click();
    await this.heading(list).waitFor();
    if (rest.endsWith(' | Delete')) {
      await this.deletes(rest.slice(0, -' | Delete'.length), step, pictured);
    } else {
      await this.fillsIn(rest, step, pictured);
    }
    const refused = this.page.getByRole('alert');
    await this.heading(list).or(refused).first().waitFor();
    assert.deepEqual(await refused.allInnerTexts(), []);
    await this.heading(list).waitFor();
  }

  heading(text) {
    return this.page.locator('h1').getByText(text, { exact: true });
  }

  /** The link in the page that reads exactly so. */
  entry(text) {
    return this.page.locator('main').getByRole('link', { name: text, exact: true });
  }

  async deletes(name, { fields }, pictured) {
    assert.deepEqual(fields, []);
    const link = this.page.getByRole('link', { name, exact: true });
    const row = this.page.getByRole('row').filter({ has: link });
    if (pictured) await this.picture(pictured);
    await row.getByRole('button', { name: 'Delete' }).click();
    await row.waitFor({ state: 'detached' });
  }

  async fillsIn(name, { fields, check }, pictured) {
    for (const line of check) {
      const [, existing] = line.match(/^If "(.*)" exists already, open it instead/) ?? [];
      if (existing && (await this.entry(existing).count())) name = existing;
    }
    await this.entry(name).click();
    const main = this.page.locator('main');
    const save = main.getByRole('button', { name: 'Save and Exit' });
    await save.waitFor();
    const lists = await main.locator('select').evaluateAll((all) => all.map((one) => one.labels[0].textContent));
    // A block's fields are those below its box.
    let place = main;
    for (const { field, value, paste } of fields) {
      const isBox = field.startsWith('Enforce ');
      if (isBox) place = main.getByRole('group').filter({ has: this.page.getByLabel(field, { exact: true }) });
      const control = place.getByLabel(field, { exact: true });
      // What cannot be seen is neither chosen, nor filled in, nor ticked.
      if (!paste && LEFT.includes(value)) assert.ok(await control.isVisible(), `${field} cannot be seen`);
      else if (lists.includes(field)) await control.selectOption({ label: value });
      else if (paste) await control.fill(value);
      else if (value === 'tick') await control.check();
      else if (value === 'untick') await control.uncheck();
      else if (value === 'empty this field') await control.fill('');
      else assert.fail(`what to do with ${field}: ${value}`);
      if (isBox && value !== 'tick') place = main;
    }
    if (pictured) await this.picture(pictured);
    await save.click();
  }

  /** Comes in by everything that leads into Mimecast, and by nothing else. */
  async comesInBy({ logins, tiles }, pictured) {
    for (const [page, login] of Object.entries(LOGINS)) {
      await this.context.clearCookies();
      await this.open(login);
      await this.types(ADA);
      if (!(page in logins)) {
        await this.sees('password');
        continue;
      }
      await this.sees('login', 'Sign in to JumpCloud');
      await this.types(ADA);
      await this.isIn(page, 'SP-initiated', logins[page]);
      if (pictured) await this.picture(`${pictured}-sp-initiated-${page}`);
    }
    await this.context.clearCookies();
    await this.signsIn(ADA);
    const shown = await this.page.getByRole('listitem').getByRole('strong').allInnerTexts();
    const others = ['Slack'];
    assert.deepEqual(shown.filter((tile) => !others.includes(tile)), Object.keys(tiles));
    for (const [tile, page] of Object.entries(tiles)) {
      await this.open(CONSOLE);
      await this.click(tile);
      if (page === 'refused') await this.isRefused('outstanding-request');
      else await this.isIn(page, 'IdP-initiated', tile);
      if (pictured) await this.picture(`${pictured}-idp-initiated-${page}`);
    }
  }

  /** Ada is in, this way, through this application. */
  async isIn(page, how, application) {
    await this.sees(page, ADA, how);
    const facts = await this.page.getByRole('definition').allInnerTexts();
    assert.ok(facts.includes(application), `${application}: ${facts}`);
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
