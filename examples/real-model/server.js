// SPDX-License-Identifier: Apache-2.0
// A small language model behind the chat API of OpenAI, one request at a time. Requests with tools
// and those without have a sequence of the model's context each, which keeps the longest beginning
// that a request shares with the one before it.
// usage: node server.js MODEL.gguf PORT

import { createServer } from "node:http";
import { availableParallelism } from "node:os";
import { getLlama, LlamaChat } from "node-llama-cpp";
import { toHistory, toFunctions } from "./messages.js";

const MODEL = "smollm2-135m";
const CONTEXT_TOKENS = 8192;
const MOST_OUTPUT_TOKENS = 160;
const FINISH = { maxTokens: "length" };

const [file, port] = process.argv.slice(2);
const llama = await getLlama({ gpu: false, build: "never", logLevel: "error" });
const model = await llama.loadModel({ modelPath: file });
const context = await model.createContext({
  contextSize: CONTEXT_TOKENS,
  sequences: 2,
  threads: Math.max(1, availableParallelism() - 1),
});
const plainChat = new LlamaChat({ contextSequence: context.getSequence() });
const toolChat = new LlamaChat({ contextSequence: context.getSequence() });

let last = Promise.resolve();
let completions = 0;

createServer((request, response) => {
  if (request.method === "GET" && request.url === "/v1/models") {
    json(response, 200, { object: "list", data: [{ id: MODEL, object: "model" }] });
  } else if (request.method === "POST" && request.url === "/v1/chat/completions") {
    // A request waits for the one before, whether that went well or not.
    last = last.then(() => answer(request, response)).catch((error) => refuse(response, error));
  } else {
    json(response, 404, { error: { message: `not here: ${request.method} ${request.url}` } });
  }
}).listen(Number(port), "127.0.0.1", () => console.log(`${MODEL} at http://127.0.0.1:${port}/v1`));

async function answer(request, response) {
  const body = JSON.parse(await text(request));
  const reply = new Reply(response, body.stream === true);
  const stopped = new AbortController();
  response.on("close", () => stopped.abort());
  const history = toHistory(body.messages);
  const functions = toFunctions(body.tools);
  const chat = functions === undefined ? plainChat : toolChat;
  const prompt = promptTokens(chat, history, functions);
  const before = chat.sequence.tokenMeter.getState();
  const result = await chat.generateResponse(history, {
    functions,
    maxTokens: Math.min(body.max_tokens ?? MOST_OUTPUT_TOKENS, MOST_OUTPUT_TOKENS),
    temperature: body.temperature ?? 0.2,
    repeatPenalty: { penalty: 1.1 },
    signal: stopped.signal,
    onTextChunk: (piece) => reply.piece({ content: piece }),
  });
  const spent = chat.sequence.tokenMeter.diff(before);
  reply.end(result, {
    prompt_tokens: prompt,
    completion_tokens: spent.usedOutputTokens,
    total_tokens: prompt + spent.usedOutputTokens,
    // What was not computed again came from the context as it was left by the request before.
    prompt_tokens_details: { cached_tokens: Math.max(0, prompt - spent.usedInputTokens) },
  });
}

function promptTokens(chat, chatHistory, availableFunctions) {
  const state = chat.chatWrapper.generateContextState({
    chatHistory,
    availableFunctions,
    documentFunctionParams: true,
  });
  return state.contextText.tokenize(model.tokenizer).length;
}

/** One answer, streamed or whole. */
class Reply {
  constructor(response, stream) {
    this.response = response;
    this.stream = stream;
    this.id = `chatcmpl-${Date.now().toString(36)}-${++completions}`;
  }

  piece(delta, finish = null) {
    if (this.stream) {
      this.#event({ choices: [{ index: 0, delta, finish_reason: finish }] });
    }
  }

  end({ response: content, functionCalls = [], metadata }, usage) {
    const calls = functionCalls.map(({ functionName, params }, index) => ({
      index,
      id: `call_${completions}_${index}`,
      type: "function",
      function: { name: functionName, arguments: JSON.stringify(params ?? {}) },
    }));
    const finish = calls.length > 0 ? "tool_calls" : FINISH[metadata.stopReason] ?? "stop";
    if (!this.stream) {
      const message = { role: "assistant", content };
      if (calls.length > 0) message.tool_calls = calls;
      const choices = [{ index: 0, message, finish_reason: finish }];
      json(this.response, 200, { ...this.#envelope("chat.completion"), choices, usage });
      return;
    }
    if (calls.length > 0) this.piece({ tool_calls: calls });
    this.piece({}, finish);
    this.#event({ choices: [], usage });
    this.response.end("data: [DONE]\n\n");
  }

  #event(fields) {
    if (!this.response.headersSent) {
      this.response.writeHead(200, { "content-type": "text/event-stream" });
    }
    const body = { ...this.#envelope("chat.completion.chunk"), ...fields };
    this.response.write(`data: ${JSON.stringify(body)}\n\n`);
  }

  #envelope(object) {
    return { id: this.id, object, created: Math.floor(Date.now() / 1000), model: MODEL };
  }
}

function refuse(response, error) {
  if (response.headersSent) {
    response.destroy();
  } else {
    json(response, 400, { error: { message: String(error), type: "invalid_request_error" } });
  }
}

function json(response, status, body) {
  response.writeHead(status, { "content-type": "application/json" });
  response.end(JSON.stringify(body));
}

async function text(request) {
  const parts = [];
  for await (const part of request) parts.push(part);
  return Buffer.concat(parts).toString("utf8");
}
