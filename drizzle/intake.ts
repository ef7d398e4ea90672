import { connectDatabase } from './database.ts';

/** `npm run intake -- pause|resume`: makes every server refuse, or accept again, new orders from the next one on. */
const [wish] = process.argv.slice(2);
const url = process.env.DATABASE_URL;
if ((wish !== 'pause' && wish !== 'resume') || url === undefined) {
  console.error('Usage: npm run intake -- pause|resume');
  process.exit(1);
}
const database = connectDatabase({ url, applicationName: 'intake', max: 1 });
await database.sql`select engine.pause_intake(${wish === 'pause'})`;
await database.close();
console.log(wish === 'pause' ? 'Intake is paused: new orders are refused, accepted ones go on.' : 'Intake is open.');
