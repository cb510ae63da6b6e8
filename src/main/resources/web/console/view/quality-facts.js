/** The measured quality of a call in words, both directions. Pure functions. */

/**
 * @typedef {object} Direction
 * @property {number | null} mosMin
 * @property {number | null} mosAvg
 * @property {number | null} lossPct
 * @property {number | null} jitterAvg ms
 *
 * @typedef {object} Quality
 * @property {string | null} codec
 * @property {number | null} rttAvg ms
 * @property {Direction} received
 * @property {Direction | null} sent
 * @property {string[]} warnings
 */

/** @param {Quality} quality @returns {[string, unknown][]} */
export function qualityFacts(quality) {
  return [
    ['Codec', quality.codec],
    ['Round trip', measured(quality.rttAvg, 'ms')],
    ...direction('From the caller', quality.received),
    ...direction('To the caller', quality.sent),
    ['Warnings', (quality.warnings ?? []).join(', ')],
  ];
}

/** @param {string} name @param {Direction | null} of @returns {[string, unknown][]} */
function direction(name, of) {
  if (!of) {
    return [];
  }
  const mos = measured(of.mosAvg, '');
  return [
    [`${name}: MOS`, mos && of.mosMin !== null ? `${mos}, at worst ${measured(of.mosMin, '')}` : mos],
    [`${name}: loss`, measured(of.lossPct, '%')],
    [`${name}: jitter`, measured(of.jitterAvg, 'ms')],
  ];
}

/** @param {number | null | undefined} value @param {string} unit */
function measured(value, unit) {
  return value === null || value === undefined ? null : `${value.toFixed(unit === 'ms' ? 1 : 2)} ${unit}`.trim();
}
