import { randomBytes, randomInt, randomUUID } from 'crypto';

import type { Customer } from './types';

/** Meta's Cloud API, "Groups". */
export const MAX_PARTICIPANTS = 8;

/** What became of somebody who was invited or came by the link. */
export type MemberState = 'invited' | 'joined' | 'left' | 'removed';

export interface JoinRequest {
	id: string;
	/** Digits only. */
	phone: string;
	/** Epoch milliseconds. */
	at: number;
}

/** A WhatsApp group that was made through the API. */
export class StoredGroup {
	description = '';
	photoUrl?: string;
	autoApproval = false;
	inviteLink = newLink();
	joinRequests: JoinRequest[] = [];
	invitationTemplate: { invitation_template_id: string; template_args: object } = {
		invitation_template_id: 'group_invitation',
		template_args: {
			'1': '{{brand.whatsapp_display_name}}',
			'2': '{{group.invite_link}}',
		},
	};
	/** By the digits of their phones. */
	readonly states = new Map<string, MemberState>();

	constructor(
		/** Zoko's own, which is the group's id as a customer too. */
		readonly id: string,
		/** Meta's: 18 digits. */
		readonly groupId: string,
		public subject: string,
		/** Epoch milliseconds from when on WhatsApp has confirmed it. */
		readonly activeFrom: number,
	) {}

	get participants(): string[] {
		return [...this.states].filter(([, state]) => state === 'joined').map(([phone]) => phone);
	}

	/** Makes a new link; the old one is no longer known. */
	resetLink(): string {
		return (this.inviteLink = newLink());
	}

	/** Somebody opens the invite link: joins, or asks to. @returns false when the group is full */
	open(phone: string, at: number): boolean {
		if (this.participants.includes(phone)) return true;
		if (this.participants.length >= MAX_PARTICIPANTS) return false;
		if (this.autoApproval) this.states.set(phone, 'joined');
		else this.joinRequests.push({ id: randomUUID(), phone, at });
		return true;
	}
}

const newLink = () => `https://chat.whatsapp.com/${randomBytes(11).toString('hex')}`;

/** The groups of the account. */
export class Groups {
	private readonly groups = new Map<string, StoredGroup>();

	constructor(
		private readonly now: () => number,
		private readonly customerFor: (channelId: string, name: string) => Customer,
	) {}

	clear(): void {
		this.groups.clear();
	}

	/** Those that WhatsApp has confirmed. */
	active(): StoredGroup[] {
		return [...this.groups.values()].filter(({ activeFrom }) => activeFrom <= this.now());
	}

	/** Makes a group; a group is a customer as well. */
	create(
		{ subject, description = '' }: { subject: string; description?: string },
		activeFrom: number,
	): StoredGroup {
		const groupId = `120363${randomInt(1e11, 1e12)}`;
		const { id } = this.customerFor(groupId, subject);
		const group = new StoredGroup(id, groupId, subject, activeFrom);
		group.description = description;
		this.groups.set(id, group);
		return group;
	}

	delete({ id }: StoredGroup): void {
		this.groups.delete(id);
	}
}
