#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace gateway::protocol {

/// What a host that speaks another vendor's format has otherwise than that vendor, as data of the
/// catalog has it by name. Sources, read 2026-11-21: api-docs.deepseek.com "Using the Anthropic
/// API" (of output_config only the effort); Anthropic "Extended thinking" (signatures are checked
/// by who made them); Google "Function calling" (parametersJsonSchema is newer than parameters). Read 2026-11-22:
/// api-docs.deepseek.com "Using the Responses API", console.groq.com "Responses API", openrouter.ai "Responses API"
/// and docs.ollama.com "OpenAI compatibility" (all stateless); API references of
/// DeepSeek, Groq and Cerebras (no embeddings); read 2026-11-28.
struct FormatQuirks {
    /// "foreign_signatures": what it signs is worth nothing to the format's own vendor, nor the other way round.
    bool foreignSignatures = false;
    bool relaysClaude = false;   ///< "relays_claude": a Claude there is one, and has of the Messages API what Anthropic has
    bool noJsonSchema = false;   ///< "no_json_schema": Anthropic's output_config.format and strict tools are not known
    bool openApiSchemas = false; ///< "openapi_schemas": Gemini's parametersJsonSchema is not known

    bool toolsTo128 = false; ///< "tools_to_128": OpenAI's Responses takes no more of them, as its chat
    bool jsonOrTools = false; ///< "json_or_tools": its Responses takes a form of the answer without tools only, as its chat
    bool statelessResponses = false; ///< "stateless_responses": its Responses keeps nothing, and makes responses only
    /// "responses_tools" of its row: tools beside functions that its Responses has, by their types; "*" stands for all. The
    /// maker's own has all. Sources, read 2026-11-28: ai-sdk.dev, "xAI Grok Provider"; console.groq.com, "Built-In Tools" and
    /// "Responses API"; openrouter.ai, ResponsesRequestToolUnion; help.aliyun.com, "OpenAI Responses API 参考"; vllm-project/vllm,
    /// serving of Responses (web_search_preview, code_interpreter, container, and mcp, where a tool server is set); lmstudio.ai,
    /// "OpenAI compatibility", Responses (remote MCP); ollama/ollama, openai/responses.go (functions only).
    std::vector<std::string> responsesTools = {};

    /// "messages_tools" of its row: tools beside functions that its Messages has, by their types without the date at the end; "*"
    /// stands for all: a host that is not known is asked. Engines have none, or take each for a function of which nothing is known.
    /// Sources, read 2026-11-28: vllm-project/vllm, entrypoints/anthropic/protocol.py, and its issue 46790 ("input_schema: Field
    /// required"); ggml-org/llama.cpp, tools/server; ollama/ollama, anthropic/anthropic.go (web_search is run); lmstudio.ai, "LM Studio
    /// API" (custom tools only); openrouter.ai, "Create a message"; deepseek-ai/deepseek-harness, web-search-deepseek (web_search is run).
    std::vector<std::string> messagesTools = {"*"};

    bool noEmbeddings = false; ///< "no_embeddings": beside its chat it has none, as OpenAI has
    bool noCompletions = false; ///< "no_completions": beside its chat it has none of OpenAI's older completions

    bool operator==(const FormatQuirks&) const = default;
};

/// Sets the one of that name; false: there is none.
bool setQuirk(FormatQuirks& quirks, std::string_view name);

} // namespace gateway::protocol
