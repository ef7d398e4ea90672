import { DeskView } from './DeskView.tsx';

export default function DeskPage() {
  return <DeskView />;
}
