/** Something that happens at a moment of the emulator's clock. */
export interface Task {
	due: number;
	order: number;
	run: () => unknown;
}

const before = (a: Task, b: Task) => a.due < b.due || (a.due === b.due && a.order < b.order);

/** A binary heap of tasks, the earliest first; tasks of one moment keep the order of their arrival. */
export class TaskHeap {
	private readonly tasks: Task[] = [];

	get size() {
		return this.tasks.length;
	}

	/** The earliest task, left in place. */
	peek(): Task | undefined {
		return this.tasks[0];
	}

	push(task: Task) {
		const tasks = this.tasks;
		let at = tasks.push(task) - 1;
		while (at > 0) {
			const parent = (at - 1) >> 1;
			if (!before(task, tasks[parent]!)) break;
			tasks[at] = tasks[parent]!;
			at = parent;
		}
		tasks[at] = task;
	}

	/** Takes the earliest task out. */
	pop(): Task | undefined {
		const tasks = this.tasks;
		const first = tasks[0];
		const last = tasks.pop();
		if (first === undefined || last === undefined || tasks.length === 0) return first;
		let at = 0;
		for (;;) {
			let child = 2 * at + 1;
			if (child >= tasks.length) break;
			if (child + 1 < tasks.length && before(tasks[child + 1]!, tasks[child]!)) child++;
			if (!before(tasks[child]!, last)) break;
			tasks[at] = tasks[child]!;
			at = child;
		}
		tasks[at] = last;
		return first;
	}

	clear() {
		this.tasks.length = 0;
	}
}
