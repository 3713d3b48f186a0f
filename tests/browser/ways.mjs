// Everything that leads into Mimecast, and which of it each choice of connectors gives. Nothing here is asked of the program.

export const ADA = 'ada@widgets.example';

/** Mimecast's login pages, by the page that somebody sees who comes in there. */
export const LOGINS = {
  portal: '/web/login-uk.mimecast.com/u/login/',
  'admin-console': '/web/login-uk.mimecast.com/u/login/?gta=administration',
};

export const ALL_THREE = 'apps,personal-portal,admin-console';

const PORTAL = 'Mimecast Personal Portal';
const ADMIN = 'Mimecast Admin Console';

const FROM_PORTAL = { [PORTAL]: 'portal' };
const FROM_ADMIN = { [ADMIN]: 'admin-console' };

/**
 * By choice of connectors: for each login page that leads to JumpCloud, the application that answers; and for each tile of
 * Mimecast's that the user console shows, the page that it leads to ("refused" where it leads nowhere). Who comes to another login page is asked for a password.
 */
export const CHOICES = {
  apps: { logins: { portal: 'Mimecast' }, tiles: {} },
  'personal-portal': { logins: { portal: PORTAL }, tiles: FROM_PORTAL },
  'admin-console': { logins: { 'admin-console': ADMIN }, tiles: FROM_ADMIN },
  'apps,personal-portal': { logins: { portal: PORTAL }, tiles: FROM_PORTAL },
  'apps,admin-console': {
    logins: { portal: 'Mimecast', 'admin-console': ADMIN },
    tiles: FROM_ADMIN,
  },
  'personal-portal,admin-console': {
    logins: { portal: PORTAL, 'admin-console': ADMIN },
    tiles: { ...FROM_PORTAL, ...FROM_ADMIN },
  },
  [ALL_THREE]: {
    logins: { portal: PORTAL, 'admin-console': ADMIN },
    tiles: { ...FROM_PORTAL, ...FROM_ADMIN },
  },
};

/** Once everything is taken out again. */
export const NOTHING = { logins: {}, tiles: {} };
