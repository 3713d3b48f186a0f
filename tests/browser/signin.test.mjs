// The pages of both sign-in flows, and every refusal, clicked through in Chromium. Screenshots go to target/browser/.

import assert from 'node:assert/strict';
import { after, before, describe } from 'node:test';

import { Sandbox } from './sandbox.mjs';
import { visit } from './suite.mjs';
import { PHONE } from './visitor.mjs';
import { ADA, ALL_THREE, LOGINS } from './ways.mjs';

const PAT = 'pat@widgets.example';
const { portal: PORTAL_LOGIN, 'admin-console': ADMIN_LOGIN } = LOGINS;
const APPS = '/web/sso.jumpcloud.com/saml2/mimecast-cuk1a1';
const PORTAL_TILE = `${APPS}-portal`;
const PORTAL_ACS = '/web/eu-api.mimecast.com/login/sso/mpp';

const ADMIN = ['--admin', ADA];
const ONE_ADDRESS = ['personal-portal', 'admin-console']
  .flatMap((c) => ['--template', `${c}:mimecast`])
  .concat('--allow', 'sign-in-broken');

describe('apps alone', () => {
  let sandbox;
  before(async () => (sandbox = await Sandbox.connected('--hidden=apps:false')));
  after(() => sandbox?.stop());
  const it = (name, act, options) => visit(name, () => sandbox, act, options);

  it('the overview leads to both flows', async (ada) => {
    await ada.open('/');
    await ada.sees('status', 'CUK1A1');
    await ada.picture('overview');
    await ada.click('JumpCloud user console');
    await ada.sees('login');
    await ada.picture('jumpcloud-login');
    await ada.page.getByRole('button', { name: 'Ada Lovelace' }).click();
    await ada.sees('console', 'Mimecast', 'Slack');
    await ada.picture('jumpcloud-console');
  });

  it('SP-initiated: the Personal Portal', async (ada) => {
    await ada.open(PORTAL_LOGIN);
    await ada.sees('login', 'Personal Portal');
    await ada.picture('mimecast-login');
    await ada.types(ADA);
    await ada.sees('login', 'Sign in to JumpCloud');
    await ada.types(ADA);
    await ada.sees('portal', ADA, 'SP-initiated', 'web-apps');
    await ada.picture('apps-sp-initiated-portal');
    await ada.page.reload();
    await ada.sees('portal', ADA);
    await ada.page.getByRole('button', { name: 'Log out' }).click();
    await ada.sees('console');
  });

  it('SP-initiated: the console asks for a password, for nothing enforces SAML there', async (ada) => {
    await ada.open(ADMIN_LOGIN);
    await ada.types(ADA);
    await ada.sees('password', 'Administration Console');
    await ada.picture('apps-sp-initiated-console-password');
  });

  it('refused: the tile of apps, whose ACS URL takes no unasked answers', async (ada) => {
    await ada.signsIn(ADA);
    await ada.click('Mimecast');
    await ada.isRefused('outstanding-request');
    await ada.picture('refused-outstanding-request');
  });

  it('denied: no access', async (pat) => {
    await pat.signsIn(PAT);
    await pat.open(APPS);
    await pat.sees('no-access', PAT);
    await pat.picture('denied-no-access');
    await pat.page.getByRole('button', { name: 'Sign in as somebody else' }).click();
    await pat.sees('login');
  });

  it('denied: an account that is suspended, an address that nobody has', async (charles) => {
    await charles.open(APPS);
    await charles.types('charles@widgets.example');
    await charles.sees('inactive-user', 'suspended');
    await charles.picture('denied-inactive-user');
    await charles.open(APPS);
    await charles.types('nobody@widgets.example');
    await charles.sees('login', 'Nobody here has the address');
    await charles.picture('denied-unknown-user');
  });

  it('denied: an application that is not there', async (ada) => {
    await ada.open('/web/sso.jumpcloud.com/saml2/nothing');
    await ada.sees('unknown-application');
    await ada.picture('denied-unknown-application');
  });

  it('denied: an application that is switched off', async (ada) => {
    await sandbox.changeApplication('mimecast-cuk1a1', (one) => (one.active = false));
    await ada.signsIn(ADA);
    await ada.open(APPS);
    await ada.sees('inactive-application');
    await ada.picture('denied-inactive-application');
    await sandbox.changeApplication('mimecast-cuk1a1', (one) => (one.active = true));
  });

  it('SP-initiated: the console, once SAML is enforced there', async (ada) => {
    await sandbox.mimecast(
      ...['--subdomain', 'eu', '--group', 'All Staff', '--yes', ...ADMIN],
      ...['--enforce', 'web-apps', '--enforce', 'admin-console'],
    );
    await ada.open(ADMIN_LOGIN);
    await ada.types(ADA);
    await ada.sees('login', 'Sign in to JumpCloud');
    await ada.types(ADA);
    await ada.sees('admin-console', ADA, 'SP-initiated', 'admin-console');
    await ada.picture('apps-sp-initiated-console');
  });

  it('everything works without scripts, by its buttons', async (ada) => {
    await ada.open(PORTAL_LOGIN);
    await ada.types(ADA);
    await ada.sees('request');
    await ada.picture('mimecast-request');
    await ada.page.getByRole('button', { name: 'Continue' }).click();
    await ada.types(ADA);
    await ada.sees('answer');
    await ada.picture('jumpcloud-answer');
    await ada.page.getByRole('button', { name: 'Continue' }).click();
    await ada.sees('portal', ADA);
  }, { javaScriptEnabled: false });
});

describe('all three connectors', () => {
  let sandbox;
  before(async () => (sandbox = await Sandbox.connected('--connector', ALL_THREE, ...ADMIN)));
  after(() => sandbox?.stop());
  const it = (name, act, options) => visit(name, () => sandbox, act, options);

  it('on a phone: a tile', async (ada) => {
    await ada.signsIn(ADA);
    await ada.click('Mimecast Personal Portal');
    await ada.sees('portal', ADA);
  }, { viewport: PHONE, hasTouch: true, isMobile: true });

  it('refused: an answer that was used before', async (ada) => {
    await ada.signsIn(ADA);
    const answer = await ada.answer(() => ada.click('Mimecast Personal Portal'));
    await ada.sees('portal');
    await ada.brings(PORTAL_ACS, answer);
    await ada.isRefused('replay');
    await ada.picture('refused-replay');
  });

  it('refused: an answer that was changed', async (ada) => {
    await ada.signsIn(ADA);
    const answer = await ada.answer(() => ada.click('Mimecast Personal Portal'));
    const text = Buffer.from(answer, 'base64').toString();
    const changed = text.replace('>ada@', '>grace@');
    assert.notEqual(changed, text);
    await ada.brings(PORTAL_ACS, Buffer.from(changed).toString('base64'));
    await ada.isRefused('signature');
    await ada.picture('refused-signature');
  });

  it('refused: an answer to a request that Mimecast did not send', async (ada) => {
    await ada.page.route('**/saml2/**', (route, request) => {
      const fields = new URLSearchParams(request.postData() ?? '');
      const text = Buffer.from(fields.get('SAMLRequest') ?? '', 'base64').toString();
      const own = Buffer.from(text.replace(' ID="_', ' ID="_own-')).toString('base64');
      fields.set('SAMLRequest', own);
      return route.continue({ postData: fields.toString() });
    });
    await ada.open(PORTAL_LOGIN);
    await ada.types(ADA);
    await ada.sees('login', 'Sign in to JumpCloud');
    await ada.types(ADA);
    await ada.isRefused('outstanding-request');
  });

  it('refused: values that differ between the two sides', async (ada) => {
    await ada.signsIn(ADA);
    const change = async (key, value) => {
      let before;
      await sandbox.changeApplication('mimecast-cuk1a1-portal', ({ config }) => {
        before = config[key].value;
        config[key].value = value;
      });
      return before;
    };
    for (const [key, value, failed] of [
      ['spEntityId', 'https://eu-api.mimecast.com.CUK1A1', 'audience'],
      ['idpEntityId', 'Somebody', 'issuer'],
      ['signAssertion', false, 'signature-present'],
    ]) {
      const before = await change(key, value);
      await ada.open(PORTAL_TILE);
      await ada.isRefused(failed);
      await ada.picture(`refused-${failed}`);
      await change(key, before);
    }
    await ada.open(PORTAL_TILE);
    await ada.sees('portal');
  });

  it('refused: a tile without Allow Single Sign On, and without its block', async (ada) => {
    await ada.signsIn(ADA);
    await sandbox.changeBlock('web-apps', (block) => (block.allowSingleSignOn = false));
    await ada.open(PORTAL_TILE);
    await ada.isRefused('allow-single-sign-on');
    await ada.picture('refused-allow-single-sign-on');
    await sandbox.changeBlock('web-apps', (block) => {
      block.allowSingleSignOn = true;
      block.enforced = false;
    });
    await ada.open(PORTAL_TILE);
    await ada.isRefused('saml-block');
    await sandbox.changeBlock('web-apps', (block) => (block.enforced = true));
  });

  it('refused: a certificate that Mimecast was not told of', async (ada) => {
    await sandbox.changeApplication('mimecast-cuk1a1-portal', ({ config }) => {
      delete config.idpCertificate;
    });
    await ada.signsIn(ADA);
    await ada.open(PORTAL_TILE);
    await ada.isRefused('signature');
  });
});

describe('all three connectors, tiles from the catalogue template', () => {
  let sandbox;
  before(async () => (sandbox = await Sandbox.connected('--connector', ALL_THREE, ...ADMIN, ...ONE_ADDRESS)));
  after(() => sandbox?.stop());
  const it = (name, act, options) => visit(name, () => sandbox, act, options);

  it('refused: SP-initiated, for the tile answers at its one address', async (ada) => {
    await ada.open(PORTAL_LOGIN);
    await ada.types(ADA);
    await ada.sees('login', 'Sign in to JumpCloud');
    await ada.types(ADA);
    await ada.isRefused('in-response-to');
    await ada.picture('refused-in-response-to');
  });

  it('IdP-initiated works', async (ada) => {
    await ada.signsIn(ADA);
    await ada.click('Mimecast Admin Console');
    await ada.sees('admin-console', ADA, 'IdP-initiated');
  });
});
