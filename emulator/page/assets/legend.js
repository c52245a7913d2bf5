import { html } from './html.js';

/** What the dots of a panel mean; `entries` are pairs of a dot's class and its words. */
export const Legend = ({ entries }) =>
	html`<ul class="legend" aria-label="What the dots mean">
		${entries.map(([dot, words]) => html`<li><i class=${dot} aria-hidden="true"></i>${words}</li>`)}
	</ul>`;
