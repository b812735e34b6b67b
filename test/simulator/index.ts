/** Starts the three services, their upload and result hosts and a web server for pictures. */
import { randomUUID } from 'node:crypto';
import { openCourier } from './callbacks/courier';
import type { HostName, Life, RecordedRequest, Simulator, SimulatorOptions } from './contract';
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

/** Units, credits and points: more than a test uses up by accident. */
const startCredits = { kling: 10_000, kie: 100_000, piapi: 10_000_000_000 };

const day = 24 * 3600 * 1000;

/** Operations whose main result is a sound. */
const soundOnly: readonly string[] = ['tts', 'textToSound'];

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
	const world: World = {
		now,
		book,
		reach: {
			publicFiles,
			host: address,
			stored: (url) => (kieFiles.atUrl(url) ?? piapiFiles.atUrl(url))?.bytes,
		},
		results: resultStore(() => urlOf('results'), options),
		faults: faultQueue(),
		requests,
		settings: {
			retiredModels: options.retiredModels ?? false,
			tasksListsLegacy: options.tasksListsLegacy ?? true,
		},
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
	};
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
