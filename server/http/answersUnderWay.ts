import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';

/** The answers that each connection still owes: pipelined requests are answered one after another. */
export type AnswersUnderWay = {
  count(socket: Socket): number;
  /** Calls `next` when the connection owes no answer, at once if none is under way; never if it is closed before. */
  whenAnswered(socket: Socket, next: () => void): void;
};

/** Follows the answers of a server, from each request until its answer has left or the connection is closed. */
export function followAnswers(server: Server): AnswersUnderWay {
  const owed = new WeakMap<Socket, Set<ServerResponse>>();

  function begin({ socket }: IncomingMessage, res: ServerResponse): void {
    const answers = owed.get(socket) ?? new Set();
    owed.set(socket, answers);
    answers.add(res);
    res.once('close', () => answers.delete(res));
  }
  server.on('request', begin);
  server.on('checkExpectation', begin);

  const answersOf = (socket: Socket): ReadonlySet<ServerResponse> => owed.get(socket) ?? new Set();

  return {
    count: (socket) => answersOf(socket).size,
    whenAnswered(socket, next) {
      const answers = answersOf(socket);
      if (answers.size === 0) {
        next();
        return;
      }
      // Node removed its own listeners when it handed the connection over; these replace them until the answers have left.
      const onError = () => socket.destroy();
      const onDrain = () => answers.values().next().value?.emit('drain');
      socket.on('error', onError);
      socket.on('drain', onDrain);
      const onClose = () => {
        if (answers.size > 0) return;
        socket.off('error', onError);
        socket.off('drain', onDrain);
        if (socket.writable) next();
      };
      for (const res of answers) res.once('close', onClose);
    },
  };
}
