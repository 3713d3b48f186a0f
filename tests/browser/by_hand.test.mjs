// What else somebody does in Mimecast's console by what was printed, and what the console says.

import assert from 'node:assert/strict';
import { describe } from 'node:test';

import { Operator } from './operator.mjs';
import { visitAlone as it } from './suite.mjs';
import { ALL_THREE, CHOICES, NOTHING } from './ways.mjs';

/** An application as somebody makes it in JumpCloud's console by the article, with the placeholder left in its ACS URL. */
const BOBS = {
  name: 'mimecast',
  displayName: 'Mimecast',
  displayLabel: 'Mail (Bob)',
  description: 'Ask Bob',
  active: true,
  ssoUrl: 'https://sso.jumpcloud.com/saml2/bob',
  sso: { type: 'saml', hidden: false },
  config: {
    idpEntityId: { value: 'JumpCloud' },
    spEntityId: { value: 'eu-api.mimecast.com.CUK1A1' },
    acsUrl: { value: 'https://XX-api.mimecast.com/login/saml' },
  },
};

describe("in Mimecast's console, by what was printed", () => {
  it('an application that was made by hand is taken over', async (visitor) => {
    await visitor.sandbox.jumpcloud('POST', '/api/applications', BOBS);
    const operator = new Operator(visitor, 'apps', 'worksheet', '--idp-url-suffix', 'apps:bob');
    await operator.setsUp();
    // Bob shows a tile. It stays, as nobody asked to hide it, and is said to lead nowhere.
    const warned = async () => (await operator.setUp('plan')).warnings.map(({ code }) => code);
    assert.ok((await warned()).includes('sign-in-broken'));
    const logins = { portal: 'Mail (Bob)' };
    await operator.seesItWork({ logins, tiles: { 'Mail (Bob)': 'refused' } });
    operator.more.push('--hidden=apps:true');
    await operator.setUp('--yes');
    assert.ok(!(await warned()).includes('sign-in-broken'));
    await operator.seesItWork({ logins, tiles: {} });
  });

  for (const [connectors, gone, left, pictured] of [
    ['personal-portal,admin-console', 'admin-console', 'personal-portal', 'removal'],
    [ALL_THREE, 'personal-portal', 'apps,admin-console'],
  ]) {
    it(`${gone} is taken out of ${connectors}, and then what is left`, async (visitor) => {
      const operator = new Operator(visitor, connectors, 'worksheet');
      await operator.setsUp();
      operator.connectors = gone;
      await operator.takesOut(pictured && `${pictured}-one`);
      operator.connectors = left;
      await operator.seesItWork(CHOICES[left]);
      await operator.takesOut(pictured && `${pictured}-last`);
      assert.equal(await visitor.sandbox.profile(), undefined);
      await visitor.comesInBy(NOTHING);
    });
  }

  it('the certificates are rotated', async (visitor) => {
    const operator = new Operator(visitor, ALL_THREE, 'worksheet');
    await operator.setsUp();
    const { blocks: before } = await visitor.sandbox.profile();
    await operator.rotates();
    const { blocks: after } = await visitor.sandbox.profile();
    for (const block of ['web-apps', 'admin-console']) {
      assert.notEqual(after[block].certificate, before[block].certificate, block);
    }
    await operator.seesItWork(CHOICES[ALL_THREE]);
  });
});

describe("in Mimecast's console, a slip of the hand", () => {
  it('is said above the form, and what was typed stays', async (ada) => {
    await ada.open('/console/authentication-profiles/new');
    const description = ada.page.getByLabel('Description', { exact: true });
    await description.fill('Staff 2-Step');
    await ada.page.getByRole('button', { name: 'Save and Exit' }).click();
    await ada.sees('console-profile', 'It was not saved', 'already');
    assert.equal(await description.inputValue(), 'Staff 2-Step');
    await ada.picture('by-hand-refused');
  });
});
