/** Starts the four services, their upload and result hosts and a web server for pictures. */
import { randomUUID } from 'node:crypto';
import { openCourier } from './callbacks/courier';
import type { HostName, Life, RecordedRequest, Simulator, SimulatorOptions } from './contract';
import { openAccount as openFalAccount } from './fal/account';
import { falFilesRoute, falPlatformRoute, falRoute, falStorageRoute } from './fal/routes';
import { openStorage } from './fal/storage';
import { fileRoute } from './files';
import type { Shelf } from './files';
import { faultQueue } from './http/faults';
import { startHost } from './http/host';
import type { Host, Incoming, Route } from './http/host';
import { kieRoute, kieUploadRoute } from './kie/routes';
import { openAccount as openKlingAccount } from './kling/account';
import { klingRoute } from './kling/routes';
import { openAccount as openPiAccount } from './piapi/account';
import { piapiRoute, piapiUploadRoute } from './piapi/routes';
import { resultRoute } from './results/host';
import { resultFile, resultStore } from './results/store';
import { openBook } from './tasks/book';
import { uploadStore } from './upload';
import type { World } from './world';

export type * from './contract';
export { fixtures } from './fixtures';
export { refusal, refusalAt } from './refusal';
export { silentMp3 } from './results/sound';

const defaultLife: Life = { queuedMs: 300, runningMs: 700, outcome: 'succeed', freshMs: 100 };

/** Units, credits, points and dollars: more than a test uses up by accident. */
const startCredits = { kling: 10_000, kie: 100_000, piapi: 10_000_000_000, fal: 1_000 };

const day = 24 * 3600 * 1000;

/** Operations whose main result is a sound. */
const soundOnly: readonly string[] = ['tts', 'textToSound', 'textToSpeech'];

export async function startSimulator(options: SimulatorOptions = {}): Promise<Simulator> {
	const now = options.now ?? Date.now;
	const address = options.host ?? '127.0.0.1';
	const hosts = new Map<HostName, Host>();
	const urlOf = (name: HostName): string => hosts.get(name)?.url ?? '';
	const publicFiles = new Map<string, Buffer>();
	const shelf: Shelf = new Map();
	const requests: RecordedRequest[] = [];
	const courier = openCourier(() => world, options.callbackSecrets ?? {});
	const life = { ...defaultLife, ...options.life };
	const book = openBook(now, life, options.lives ?? [], startCredits, (task) => courier.enlist(task));
	// kie.md 5 and piapi.md 5: uploads live three days, and one.
	const kieFiles = uploadStore(() => urlOf('kieUpload'), now, 3 * day);
	const piapiFiles = uploadStore(() => urlOf('piapiUpload'), now, day);
	const falFiles = openStorage(() => urlOf('falFiles'));
	const fal = openFalAccount();
	const world: World = {
		now,
		book,
		reach: {
			publicFiles,
			host: address,
			stored: (url) => (kieFiles.atUrl(url) ?? piapiFiles.atUrl(url) ?? falFiles.atUrl(url))?.bytes,
		},
		results: resultStore(() => urlOf('results'), options.resultBytes),
		faults: faultQueue(),
		requests,
		settings: {
			retiredModels: options.retiredModels ?? false,
			tasksListsLegacy: options.tasksListsLegacy ?? true,
		},
		falSigner: fal.keys[1]!,
		urlOf,
	};
	const kling = openKlingAccount();
	const piapi = openPiAccount();
	const kieKey = `kie-simulator-${randomUUID().replaceAll('-', '')}`;

	const routes: Record<HostName, (incoming: Incoming) => Route> = {
		kling: (incoming) => klingRoute(world, kling, incoming),
		kie: (incoming) => kieRoute(world, kieKey, incoming),
		kieUpload: (incoming) => kieUploadRoute(world, kieFiles, kieKey, incoming),
		piapi: (incoming) => piapiRoute(world, piapi, incoming),
		piapiUpload: (incoming) => piapiUploadRoute(piapiFiles, piapi, incoming),
		fal: (incoming) => falRoute(world, fal, incoming),
		falPlatform: (incoming) => falPlatformRoute(world, fal, incoming),
		falStorage: (incoming) => falStorageRoute(world, fal, falFiles, incoming),
		falFiles: (incoming) => falFilesRoute(world, falFiles, incoming),
		results: (incoming) => resultRoute(world, incoming),
		files: () => fileRoute(shelf),
	};
	for (const name of Object.keys(routes) as HostName[]) {
		const port = options.ports?.[name] ?? 0;
		const { faults } = world;
		const { onRequest } = options;
		hosts.set(name, await startHost({ name, address, port, now, faults, requests, onRequest, route: routes[name] }));
	}

	const wallets = {
		kling: book.wallet('kling'),
		kie: book.wallet('kie'),
		piapi: book.wallet('piapi'),
		fal: book.wallet('fal'),
	};
	const falHandle = {
		url: urlOf('fal'),
		platformUrl: `${urlOf('falPlatform')}/v1`,
		uploadUrl: urlOf('falStorage'),
		signer: world.falSigner,
		get credits() {
			return wallets.fal.balance;
		},
		set credits(amount: number) {
			wallets.fal.balance = amount;
		},
	};
	const falSwitches = ['apiKey', 'slots', 'locked', 'listsQueued', 'cancelledAs'] as const;
	for (const name of falSwitches) {
		Object.defineProperty(falHandle, name, {
			enumerable: true,
			get: () => fal[name],
			set: (value: never) => Object.assign(fal, { [name]: value }),
		});
	}
	return {
		kling: {
			url: urlOf('kling'),
			...kling.keys,
			get credits() {
				return wallets.kling.balance;
			},
			set credits(amount) {
				wallets.kling.balance = amount;
			},
			get slots() {
				return kling.slots;
			},
			set slots(count) {
				kling.slots = count;
			},
		},
		kie: {
			url: urlOf('kie'),
			uploadUrl: urlOf('kieUpload'),
			apiKey: kieKey,
			get credits() {
				return wallets.kie.balance;
			},
			set credits(amount) {
				wallets.kie.balance = amount;
			},
		},
		piapi: {
			url: urlOf('piapi'),
			uploadUrl: urlOf('piapiUpload'),
			apiKey: piapi.apiKey,
			freePlanApiKey: piapi.freePlanApiKey,
			get credits() {
				return wallets.piapi.balance;
			},
			set credits(amount) {
				wallets.piapi.balance = amount;
			},
			get slots() {
				return piapi.slots;
			},
			set slots(count) {
				piapi.slots = count;
			},
		},
		fal: falHandle as Simulator['fal'],
		results: { url: urlOf('results') },
		files: {
			url: urlOf('files'),
			publish(path, bytes, contentType, { status = 200, headers = {} } = {}) {
				const place = path.startsWith('/') ? path : `/${path}`;
				shelf.set(place, { bytes, contentType, status, headers });
				return `${urlOf('files')}${encodeURI(place)}`;
			},
		},
		publicFiles,
		setLife: (life, backend) => book.setLife(life, backend),
		fault: (fault) => world.faults.order(fault),
		clearFaults: () => world.faults.clear(),
		async settled() {
			for (const host of hosts.values()) await host.settled();
			await courier.settled();
		},
		ledger: book.ledger,
		paid: () => book.ledger.filter((entry) => entry.state !== 'cancelled'),
		requests,
		callbacks: courier.attempts,
		resultBytes(taskId) {
			const task = book.tasks.find((one) => one.id === taskId);
			return task && soundOnly.includes(task.operation)
				? resultFile(task, 'sound')
				: resultFile({ id: taskId, seconds: 0 }, 'clean');
		},
		async close() {
			courier.close();
			await Promise.all([...hosts.values()].map((host) => host.close()));
		},
	};
}
