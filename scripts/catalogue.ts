// Prints the built-in catalogue in the format of a catalogue file: `npm run --silent catalogue > catalogue.json`.
import { builtInCatalogue } from '../nodes/shared/backends';

process.stdout.write(`${JSON.stringify(builtInCatalogue(), undefined, '\t')}\n`);
