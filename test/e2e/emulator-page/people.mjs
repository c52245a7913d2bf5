import assert from 'node:assert/strict';

const UMA = 'IN.4kQ7z92mXb1RtY8w';
const GROUP = '120363041234567890';

/** Checks customers without a number, and groups. */
export async function checkPeople(desk, check) {
	const { page, byTestId, bubble, inBubble } = desk;

	await check('a customer without a phone number is shown by user name, and writes', async () => {
		await desk.open(UMA);
		assert.equal(await byTestId('phone-number').textContent(), '@uma.reads · no phone number');
		assert.match(await desk.phoneItem(UMA).textContent(), /no number/);
		await byTestId('answer-box').fill('Hello from Goa');
		await byTestId('answer-box').press('Enter');
		const written = await desk.event((event) => event.text === 'Hello from Goa');
		assert.deepEqual([written.phone, written.bsuid, written.username], [null, UMA, 'uma.reads']);
		await bubble(written.id).waitFor();
	});

	await check(
		"an agent's message says who wrote it, and a chat is assigned and closed",
		async () => {
			const { messageId } = await desk.control('/outgoing', {
				to: UMA,
				writtenBy: 'agent',
				text: 'We do ship to Goa.',
			});
			await bubble(messageId).waitFor();
			assert.match(await inBubble(messageId, 'written-by').textContent(), /meera@shop\.example/);
			await byTestId('webhook-tick-chats').click();
			await byTestId('webhook-tick-chats').waitFor({ state: 'detached' });
			await byTestId('chat-assignee').selectOption({ label: 'Lina (salesman)' });
			const assigned = await desk.event(({ event }) => event === 'zoko:chat:assigned');
			assert.equal(assigned.agent.name, 'Lina ');
			await page
				.locator(`[data-testid="zoko-bar"][data-assignee="${assigned.agent.id}"]`)
				.waitFor();
			await byTestId('chat-close').click();
			const closed = await desk.event(({ event }) => event === 'zoko:chat:closed');
			assert.equal(closed.closedBy.agent.email, 'lina@shop.example');
			await byTestId('chat-closed').waitFor();
			await page.locator('[data-testid="delivery-row"][data-event="zoko:chat:closed"]').waitFor();
			await desk.picture('user-name');
		},
	);

	await check('a group shows who wrote', async () => {
		await desk.open(GROUP);
		assert.equal(await byTestId('phone-number').textContent(), `Group ${GROUP}`);
		await byTestId('answer-box').fill('The blue one');
		await byTestId('answer-box').press('Enter');
		const written = await desk.event((event) => event.text === 'The blue one');
		assert.deepEqual([written.chatType, written.platformSenderId], ['group', GROUP]);
		await bubble(written.id).waitFor();
		assert.match(await bubble(written.id).textContent(), /Fiona Grant/);
		await desk.picture('group');
	});
}
