import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';
import { ZokoApi } from '../../credentials/ZokoApi.credentials';
import { Zoko } from '../../nodes/Zoko/Zoko.node';
import { ZokoTrigger } from '../../nodes/Zoko/ZokoTrigger.node';
import { simplified } from '../../nodes/Zoko/trigger/output';
import { readEvent } from '../../nodes/Zoko/trigger/read-event';
import { filesIn, readJson } from '../harness/project';
import { outgoing, picture, received, tapped, update } from '../trigger/payloads';

/**
 * What people's workflows store and read: names, values, defaults and output keys. After the first
 * release a change here needs a new version of the node. `npx jest test/package/contract -u` takes a
 * deliberate change over.
 */

/** A parameter and those within it, one line each, without what is only shown. */
function linesOf(property: INodeProperties, path = ''): string[] {
	const { name, type, options = [] } = property;
	const shown = Object.entries(property.displayOptions?.show ?? {})
		.filter(([key]) => key === 'resource' || key === 'operation')
		.map(([, values]) => (values ?? []).join('|'))
		.join('.');
	const at = `${path}${shown ? `${shown}: ` : ''}${name}`;
	const own = `${at} (${type}) = ${JSON.stringify(property.default)}`;
	if (type === 'options' || type === 'multiOptions') {
		const values = (options as INodePropertyOptions[]).map(({ value }) => String(value));
		// The list of countries is the world's, not ours.
		return [values.length > 100 ? own : `${own}: ${values.join(' ')}`];
	}
	const inner = (options as INodeProperties[]).flatMap((option) =>
		'values' in option
			? (option.values as INodeProperties[]).flatMap((each) =>
					linesOf(each, `${at}.${option.name}.`),
				)
			: linesOf(option, `${at}.`),
	);
	return [own, ...inner];
}

const formOf = (properties: INodeProperties[]) => properties.flatMap((each) => linesOf(each));

it('the credential', () => {
	expect(formOf(new ZokoApi().properties)).toMatchSnapshot();
});

it('the form of the node', () => {
	expect(formOf(new Zoko().description.properties)).toMatchSnapshot();
});

it('the form of the trigger', () => {
	expect(formOf(new ZokoTrigger().description.properties)).toMatchSnapshot();
});

it('the keys of the outputs', () => {
	const folder = 'nodes/Zoko/__schema__/v1.0.0';
	const keys = filesIn(folder)
		.sort()
		.map((file) => {
			const { properties } = readJson(file) as { properties: object };
			return `${file.slice(folder.length + 1).replace('.json', '')}: ${Object.keys(properties).join(' ')}`;
		});
	expect(keys).toMatchSnapshot();
});

it('the keys of an event', () => {
	const agent = { name: 'Meera', email: 'meera@shop.example' };
	const chat = { customerId: 'c1', eventAt: '2026-01-15T09:00:00Z', status: 'closed', agent };
	const events = [
		received,
		picture,
		tapped,
		{ ...received, username: 'asha', bsuid: 'IN.1', chatType: 'group' },
		{ ...outgoing, appType: 'webapp' },
		update('failed'),
		{ ...chat, event: 'zoko:chat:assigned' },
		{ ...chat, event: 'zoko:chat:closed', closedBy: { type: 'agent', agent } },
		{ event: 'customer:tag:added' },
	].map((body) => {
		const event = readEvent(body);
		return event && Object.keys(simplified(event, { failureReason: 'x' })).join(' ');
	});
	expect(events).toMatchSnapshot();
});
