import { MAX_ORDERS } from '../../core/order/placeMany.ts';

// The longer descriptions of the OpenAPI document, in Markdown.

/** The interface as a whole. */
export const ABOUT = `Place swaps and follow them to the end, from any language. Amounts are whole numbers of base units as decimal strings: \`"1000000000"\` is 1 SOL. Tokens are named by mint or symbol. Requests need an API key, which you create in the desk. If a \`POST\` gets no answer, send the same request again with the same \`idempotencyKey\`: the order is placed at most once.`;

/** POST /api/orders/execute. */
export const KINDS = `Answers once the order is durable. The same \`idempotencyKey\` with the same request answers the same order. \`type\` names the kind of the order: \`market\`, \`limit\`, \`stop\`, \`takeProfit\`, \`trailingStop\`, \`oco\` or \`bracket\`. All but \`market\` wait for their price, with the amount held; a trader can have 500 of them. A price is \`{"amountIn": "…", "amountOut": "…"}\`: \`amountOut\` base units of the token to receive for \`amountIn\` of the token to pay. A trigger that would fire at once is refused with \`TRIGGER_WOULD_FIRE\`.`;

/** POST /api/orders/{id}/amend. */
export const AMEND = `Changes the terms of an order that waits for its price; it keeps its id, and the held amount follows its amount. What is absent stays; at least one change has to be named, and only fields that the order's kind has. \`version\` is the one that you saw: if the order was amended since, nothing is changed (\`VERSION_CONFLICT\`), nor is it once the order is being executed or has ended (\`TOO_LATE\`). The order with its changes is checked like a new one, and the amendment counts as one against the limit of orders. If the request gets no answer, get the order: its \`version\` tells whether it was amended.`;

/** POST /api/orders/many. */
export const MANY = `Places up to ${MAX_ORDERS} orders, each under its own \`idempotencyKey\`. The answer comes once all accepted orders are durable. It has a result for each order, in the order given: the order, or its \`error\`, which is the same as when placing it alone. A refused order does not affect the others. An error in the request as a whole refuses all of it. Each order counts as one against the limits; those beyond a limit get \`TOO_MANY_REQUESTS\`. If the request gets no answer, send the same again: each order is placed at most once.`;

/** POST /api/orders/{id}/cancel. */
export const CANCEL = `Cancels an order and returns the final answer. \`cancelled\`: nothing was executed, and the held amount is free again. \`too_late\`: the transaction with this \`signature\` was sent before and may still land; no further attempt follows, and if it does not land, the order ends without an execution, as \`cancelled\` or, after its last attempt, as \`failed\`. \`already_final\`: the order had ended before. The body is an empty JSON object. Cancelling does not count against the limit of orders. If the request gets no answer, send the same again.`;

/** POST /api/orders/cancel. */
export const CANCEL_ALL = `Cancels every open order, or with \`{"pair": ["SOL", "USDC"]}\` those of the two tokens in either direction. Each answer is that of cancelling the order alone, or its id with an \`error\`. Without a pair the body is an empty JSON object.`;

/** GET /api/orders/execute. */
export const FOLLOW = `Opens a WebSocket on which the server sends one JSON text per message: first \`{"status":"connected"}\`, then each event of the order (\`OrderEvent\`) from the first on, or after \`after\`, once and in order. It closes with 1000 after the final event. Otherwise: an error is sent as \`Error\` and the socket closes with 4000 plus its HTTP status (4404: no such order; 4401: no live session or key, also when it ends meanwhile); 1012: the server restarts; 1008: the client sent something. When the connection is lost or the server restarts, connect again with \`after\` set to the last received \`seq\`: no event is missing or repeated.`;

/** GET /api/orders/stream. */
export const STREAM = `Every event of all your orders, as server-sent events (\`text/event-stream\`, HTTP; \`curl -N\` shows it) or, when the request asks for a WebSocket, as one JSON text per message. First \`connected\` with \`{"status":"connected","cursor":"…","latest":"…"}\`: events with a \`traderSeq\` up to \`latest\` happened before. Then each event (\`OrderEvent\`) once and in order, whose \`id\` is its \`traderSeq\`. Without \`after\` the stream begins now, with \`after=0\` at the very first event. When the connection is lost or the server restarts, connect again with \`Last-Event-ID\` or \`after\` set to the last received id: no event is missing or repeated; browsers' \`EventSource\` does so by itself. A comment every 15 s keeps the connection alive. When the session or key ends, an \`error\` event (\`Error\`) is the last one. Each stream counts as one of your open sockets.`;
