/** The theme: the system's, unless the user chose light or dark here. Loaded in the head, so that no page flashes. */

const KEY = 'tandem.theme';
const dark = matchMedia('(prefers-color-scheme: dark)');

/** @returns {'light' | 'dark'} what is shown now */
export function theme() {
  const chosen = document.documentElement.dataset.theme;
  return chosen === 'light' || chosen === 'dark' ? chosen : dark.matches ? 'dark' : 'light';
}

/** Makes a button the switch between the two. @param {HTMLButtonElement} button */
export function themeSwitch(button) {
  const tell = () => {
    const next = theme() === 'dark' ? 'light' : 'dark';
    button.setAttribute('aria-label', `Use the ${next} theme`);
    button.title = `Use the ${next} theme`;
  };
  button.addEventListener('click', () => {
    const next = theme() === 'dark' ? 'light' : 'dark';
    document.documentElement.dataset.theme = next;
    remember(next);
    tell();
  });
  dark.addEventListener('change', tell);
  tell();
}

/** A browser that keeps nothing (private mode, storage forbidden) still shows the theme. */
function remember(/** @type {string} */ chosen) {
  try {
    localStorage.setItem(KEY, chosen);
  } catch {
    // The choice lasts as long as the page.
  }
}

try {
  const kept = localStorage.getItem(KEY);
  if (kept === 'light' || kept === 'dark') {
    document.documentElement.dataset.theme = kept;
  }
} catch {
  // The system's theme it is.
}
