// A node that does nothing: it reads a call and answers it, as fast as a server on node:http can.
import { createServer } from 'node:http';

const ANSWER = '{"jsonrpc":"2.0","id":1,"result":"0x1"}';

const server = createServer((request, response) => {
  request.on('end', () => {
    response.writeHead(200, {
      'Content-Type': 'application/json',
      'Content-Length': ANSWER.length,
    });
    response.end(ANSWER);
  });
  request.resume();
});
server.keepAliveTimeout = 65_000;
server.listen(0, '127.0.0.1', () => {
  console.log(JSON.stringify({ url: `http://127.0.0.1:${server.address().port}` }));
});
