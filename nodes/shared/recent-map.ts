// A memory of this process that cannot grow for ever: beyond its size it forgets what was used longest ago.

export class RecentMap<V> {
	private readonly values = new Map<string, V>();

	/** @param most entries that are kept */
	constructor(private readonly most: number) {}

	get size(): number {
		return this.values.size;
	}

	get(key: string): V | undefined {
		const value = this.values.get(key);
		if (value !== undefined) this.set(key, value);
		return value;
	}

	set(key: string, value: V): void {
		this.values.delete(key);
		this.values.set(key, value);
		const [oldest] = this.values.keys();
		if (this.values.size > this.most && oldest !== undefined) this.values.delete(oldest);
	}
}
