#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace gateway::protocol {

/// How a host that speaks another vendor's format differs from that vendor; the catalog lists these by name. Sources,
/// read 2026-11-21: api-docs.deepseek.com "Using the Anthropic API" (of output_config only the effort); Anthropic
/// "Extended thinking" (signatures are checked by who made them); Google "Function calling" (parametersJsonSchema is
/// newer than parameters). Read 2026-11-22: api-docs.deepseek.com "Using the Responses API", console.groq.com
/// "Responses API", openrouter.ai "Responses API" and docs.ollama.com "OpenAI compatibility" (all stateless); API
/// references of DeepSeek, Groq and Cerebras (no embeddings); read 2026-11-28.
struct FormatQuirks {
    /// "foreign_signatures": its signatures are not valid at the format's own vendor, nor the vendor's here.
    bool foreignSignatures = false;
    /// "relays_claude": its Claude models are real ones, with Anthropic's features of the Messages API
    bool relaysClaude = false;
    bool noJsonSchema = false;   ///< "no_json_schema": Anthropic's output_config.format and strict tools are not supported
    bool openApiSchemas = false; ///< "openapi_schemas": Gemini's parametersJsonSchema is not supported

    bool toolsTo128 = false; ///< "tools_to_128": Responses supports at most 128 tools, as does its chat
    bool jsonOrTools = false; ///< "json_or_tools": Responses supports an output format only without tools, as does its chat
    bool statelessResponses = false; ///< "stateless_responses": Responses stores nothing and only creates responses
    /// "responses_tools" of its row: the types of tools other than functions that its Responses supports; "*" stands
    /// for all. The vendor's own supports all. Sources, read 2026-11-28: ai-sdk.dev, "xAI Grok Provider";
    /// console.groq.com, "Built-In Tools" and "Responses API"; openrouter.ai, ResponsesRequestToolUnion;
    /// help.aliyun.com, "OpenAI Responses API 参考"; vllm-project/vllm, serving of Responses (web_search_preview,
    /// code_interpreter, container, and mcp, where a tool server is set); lmstudio.ai, "OpenAI compatibility",
    /// Responses (remote MCP); ollama/ollama, openai/responses.go (functions only).
    std::vector<std::string> responsesTools = {};

    /// "messages_tools" of its row: the types, without the date at the end, of tools other than functions that its
    /// Messages supports; "*" stands for all: an unknown host is tried. Inference servers have none, or treat each as a
    /// function about which nothing is known. Sources, read 2026-11-28: vllm-project/vllm,
    /// entrypoints/anthropic/protocol.py, and its issue 46790 ("input_schema: Field required"); ggml-org/llama.cpp,
    /// tools/server; ollama/ollama, anthropic/anthropic.go (web_search is run); lmstudio.ai, "LM Studio API" (custom
    /// tools only); openrouter.ai, "Create a message"; deepseek-ai/deepseek-harness, web-search-deepseek (web_search is
    /// run).
    std::vector<std::string> messagesTools = {"*"};

    bool noEmbeddings = false; ///< "no_embeddings": unlike OpenAI, it has no embeddings in addition to chat
    bool noCompletions = false; ///< "no_completions": it has none of OpenAI's older completions

    bool operator==(const FormatQuirks&) const = default;
};

/// Sets the quirk of that name; false if there is none.
bool setQuirk(FormatQuirks& quirks, std::string_view name);

} // namespace gateway::protocol
