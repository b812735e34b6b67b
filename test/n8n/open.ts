// `npm start`: an n8n with the package, credentials and workflows in it, left open for a person.
import { accessFromEnvironment, BACKENDS } from './backends';
import { OWNER } from './client';
import { importExample, openStage } from './stage';

async function main(): Promise<void> {
	console.log('Building the package and starting n8n; the first time takes some minutes ...');
	const stage = await openStage('2.41');
	const places: string[] = [];
	for (const backend of BACKENDS) {
		const access = accessFromEnvironment(backend, stage.simulator);
		const workflow = await importExample(stage, access);
		const played = access.real ? 'the real service, with your key' : 'simulated';
		places.push(`  ${access.title} (${played}): ${stage.n8n.url}/workflow/${workflow}`);
	}
	console.log(`
n8n is open at ${stage.n8n.url}
  e-mail    ${OWNER.email}
  password  ${OWNER.password}

Credentials are set up and these workflows are imported:
${places.join('\n')}

Ctrl-C ends n8n and removes everything it stored.`);
}

main().catch((error: unknown) => {
	console.error(error);
	process.exit(1);
});
