// What an account keeps for its requests to name: elements and voices, in neutral words. Knows no backend.

/** An element or a voice, the account's own or one that the backend offers to all. */
export interface LibraryEntry {
	/** Digits that a JavaScript number would not keep, so always text. */
	readonly id: string;
	readonly name?: string;
	readonly description?: string;
	/** Who made it: this account, or the backend for everybody. */
	readonly owner?: 'own' | 'preset';
	/** The backend's own word; only what was deleted is told apart. */
	readonly status?: string;
	/** Elements: what they are known from. */
	readonly madeFrom?: 'pictures' | 'video';
	readonly pictures?: readonly string[];
	readonly videoUrl?: string;
	/** Elements: the voice that belongs to it. */
	readonly voiceId?: string;
	/** Voices: how it sounds. */
	readonly trialUrl?: string;
	/** The task that made it. */
	readonly taskId?: string;
	/** Milliseconds since 1970. */
	readonly createdAt?: number;
}
