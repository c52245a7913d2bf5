/** Names under which a browser on this machine reaches the emulator. */
const LOCAL = ['localhost', '127.0.0.1', '[::1]'];

/**
 * The `Host` headers that mean the emulator: this machine or an allowed name, with a port that the
 * emulator listens on, or none. A page elsewhere can point a name of its own at this machine (DNS
 * rebinding) and would read the addresses of webhooks; its requests carry that name. What a page sends here under
 * the right name, it can only write: its requests carry the page's own name as `Origin`.
 */
export class OwnHosts {
	private readonly names: Set<string>;
	private readonly ports = new Set<number>();

	constructor(allowed: string[]) {
		this.names = new Set([...LOCAL, ...allowed.map((name) => name.toLowerCase())]);
	}

	addPort(port: number) {
		this.ports.add(port);
	}

	include(header = ''): boolean {
		const [, name = '', port] = /^(\[[\da-f:]+\]|[^:[\]]+)(?::(\d+))?$/i.exec(header) ?? [];
		if (port !== undefined && !this.ports.has(Number(port))) return false;
		return this.names.has(name.toLowerCase());
	}
}
