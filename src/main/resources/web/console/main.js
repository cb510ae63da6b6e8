/** The console: one page at a time, chosen by the address, over one live feed. */

import { useToken } from '../shared/access.js';
import { byId, write } from '../shared/elements.js';
import { themeSwitch } from '../shared/theme.js';
import { Feed } from './live/feed.js';
import { CallView } from './view/call-view.js';
import { CallsView } from './view/calls-view.js';
import { NodeView } from './view/node-view.js';
import { RecordView } from './view/record-view.js';
import { RecordsView } from './view/records-view.js';
import { TrunksView } from './view/trunks-view.js';
import { decoded } from './view/words.js';

const PRESENCE = { connecting: 'Connecting…', live: 'Live', offline: 'Offline, trying again', locked: 'Locked' };

const feed = new Feed();
const views = {
  calls: new CallsView(feed),
  call: new CallView(feed),
  records: new RecordsView(feed),
  record: new RecordView(),
  trunks: new TrunksView(feed),
  node: new NodeView(feed),
};
/** Pages of one thing stand under the tab of all of them. @type {Record<string, keyof views>} */
const ONE_OF = { calls: 'call', records: 'record' };

/** @type {keyof views | null} */
let shown = null;
let tried = false;

/**
 * A page that nobody sees gives its streams back: a browser has six connections to a server, shared by all its tabs, and a stream
 * keeps one.
 */
function onVisibility() {
  if (document.hidden) {
    feed.close();
    hide();
  } else {
    feed.open();
    route();
  }
}

function hide() {
  if (shown) {
    views[shown].hide();
    byId(shown).hidden = true;
  }
}

/** `#/calls/ID` is the page of one call. */
function route() {
  const [, page = 'calls', id] = location.hash.match(/^#\/(calls|records|trunks|node)(?:\/(.+))?$/) ?? [];
  const next = /** @type {keyof views} */ (id && ONE_OF[page] ? ONE_OF[page] : page);
  hide();
  shown = next;
  byId(next).hidden = false;
  views[next].show(id ? decoded(id) : '');
  document.querySelectorAll('.tabs a').forEach((link) => {
    if (link instanceof HTMLElement && link.dataset.page === page) {
      link.setAttribute('aria-current', 'page');
    } else {
      link.removeAttribute('aria-current');
    }
  });
  const title = byId(`${next}-title`);
  document.title = `${title.textContent} · Tandem console`;
  return title;
}

/** Other fragments are places within the page, not pages. */
function onHashChange() {
  if (location.hash !== '' && !location.hash.startsWith('#/')) {
    return;
  }
  route().focus({ preventScroll: true });
  scrollTo(0, 0);
}

function onState() {
  byId('presence').dataset.state = feed.state;
  write(byId('presence-text'), PRESENCE[feed.state]);
  const dialog = /** @type {HTMLDialogElement} */ (byId('token'));
  if (feed.state === 'locked' && !dialog.open) {
    write(byId('token-problem'), tried ? 'The server does not know this token.' : '');
    dialog.showModal();
  }
}

function onToken() {
  const field = /** @type {HTMLInputElement} */ (byId('token-value'));
  if (field.value) {
    tried = true;
    useToken(field.value);
    field.value = '';
  }
  feed.open();
  route();
}

feed.addEventListener('state', onState);
feed.addEventListener('calls', () => {
  const count = byId('calls-count');
  count.hidden = feed.calls.size === 0;
  write(count, String(feed.calls.size));
});
byId('token').addEventListener('close', onToken);
addEventListener('hashchange', onHashChange);
document.addEventListener('visibilitychange', onVisibility);
themeSwitch(/** @type {HTMLButtonElement} */ (byId('theme')));
feed.open();
route();
