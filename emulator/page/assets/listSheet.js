import { useLayoutEffect, useRef } from 'preact/hooks';

import { html } from './html.js';
import { Icon } from './icons.js';

/** The sheet that a list message opens: sections with rows, each of which can be tapped. */
export function ListSheet({ message, onChoose, onClose }) {
	const sheet = useRef();
	useLayoutEffect(() => {
		const opener = document.activeElement;
		sheet.current.querySelector('[data-testid="list-row"]')?.focus();
		return () => opener?.focus?.();
	}, []);
	const onKeyDown = (event) => {
		if (event.key === 'Escape') {
			// Else the phone would take it for its own.
			event.stopPropagation();
			onClose();
		}
		if (event.key !== 'Tab') return;
		const stops = [...sheet.current.querySelectorAll('button')];
		const edge = event.shiftKey ? stops[0] : stops.at(-1);
		if (document.activeElement !== edge) return;
		event.preventDefault();
		(event.shiftKey ? stops.at(-1) : stops[0]).focus();
	};
	const { list } = message;
	return html`<div class="sheet-backdrop" onClick=${onClose}>
		<div
			class="sheet"
			ref=${sheet}
			role="dialog"
			aria-modal="true"
			aria-label=${list.title}
			data-testid="list-sheet"
			onClick=${(event) => event.stopPropagation()}
			onKeyDown=${onKeyDown}
		>
			<header>
				<button class="icon-button" aria-label="Close" data-testid="list-close" onClick=${onClose}>
					<${Icon} name="close" />
				</button>
				<strong dir="auto">${list.title}</strong>
			</header>
			<div class="scroll">
				${list.sections.map(
					({ title, rows }) =>
						html`<section>
							${title && html`<h3 dir="auto">${title}</h3>`}
							${rows.map(
								(row) =>
									html`<button
										class="list-row"
										data-testid="list-row"
										data-payload=${row.payload}
										title=${row.payload}
										onClick=${() => onChoose(message, row)}
									>
										<span>
											<span class="row-title" dir="auto">${row.title}</span>
											${row.description &&
											html`<span class="row-description" dir="auto">${row.description}</span>`}
										</span>
										<i class="radio" aria-hidden="true"></i>
									</button>`,
							)}
						</section>`,
				)}
			</div>
		</div>
	</div>`;
}
