import { Avatar } from './avatar.js';
import { html } from './html.js';
import { Icon } from './icons.js';

/** A drawn map with a pin; streets are made up from the coordinates. */
export function LocationCard({ latitude, longitude }) {
	const shift = Math.abs(Math.round((latitude + longitude) * 1000)) % 40;
	return html`<div class="location" data-testid="location-card">
		<svg class="map" viewBox="0 0 280 140" preserveAspectRatio="xMidYMid slice" aria-hidden="true">
			<rect class="land" width="280" height="140" />
			<path
				class="water"
				d=${`M0 ${96 + shift / 2}Q70 ${76 + shift} 150 ${104 + shift / 3}T280 ${92 + shift / 2}V140H0z`}
			/>
			<rect class="park" x=${180 + shift} y="12" width="62" height="44" rx="10" />
			<path
				class="street"
				d=${`M-5 ${30 + shift / 2}L285 ${52 - shift / 3}M${60 + shift} -5L${44 + shift} 145M${200 - shift} -5L${214 - shift} 145M-5 ${78 - shift / 4}L285 ${70 + shift / 4}`}
			/>
			<path class="pin" d="M140 88c-16-21-22-29-22-40a22 22 0 1 1 44 0c0 11-6 19-22 40z" />
			<circle class="pin-eye" cx="140" cy="48" r="8" />
		</svg>
		<span class="location-text">${`${latitude}, ${longitude}`}</span>
	</div>`;
}

/** A contact with its firm, numbers and addresses. */
export function ContactCard({ contact }) {
	const { name = {}, org, phones = [], emails = [] } = contact;
	const title = name.formattedName || [name.firstName, name.lastName].filter(Boolean).join(' ');
	const firm = [org?.title, org?.company].filter(Boolean).join(', ');
	const line = (icon, text, kind) =>
		html`<div class="contact-line">
			<${Icon} name=${icon} size=${15} /><span>${text}</span>${kind && html`<small>${kind}</small>`}
		</div>`;
	return html`<div class="contact" data-testid="contact-card">
		<div class="contact-head">
			<${Avatar} name=${title} phone=${phones[0]?.phone?.replace(/\D/g, '') ?? '0'} size=${42} />
			<div>
				<strong dir="auto">${title || 'Unnamed contact'}</strong>
				${firm && html`<div class="contact-firm" dir="auto">${firm}</div>`}
			</div>
		</div>
		${phones.map(({ phone, type }) => line('call', phone, type))}
		${emails.map(({ email, type }) => line('mail', email, type))}
	</div>`;
}
