#pragma once

#include "gateway/core/json/json.h"
#include "gateway/protocol/conversation/codec.h"
#include "gateway/protocol/conversation/reasoning_memory.h"

#include <optional>
#include <string_view>

namespace gateway::protocol {

/// How a provider that speaks OpenAI's chat differs from OpenAI; the catalog lists these by name. Sources, read
/// 2026-11-21: the API references "Chat completions" of DeepSeek, Moonshot, Zhipu, MiniMax, Mistral, Alibaba Model
/// Studio; DeepSeek "Thinking Mode"; docs.z.ai "Thinking mode"; Kimi "Model parameter reference"; MiniMax "OpenAI API
/// compatible"; Alibaba Model Studio "Deep thinking"; openrouter.ai/docs "Prompt caching"; further facts from the
/// transformations of BerriAI/litellm (litellm/llms/*/chat) and anomalyco/opencode issues 24722 and 25000. Read
/// 2026-11-22: NousResearch/hermes-agent issue 20154 ("Unexpected role 'user' after role 'tool'") and
/// huggingface/smolagents issue 757 ("Expected last role User or Tool (or Assistant with prefix True)") of Mistral;
/// vercel/ai pull request 16540 of Groq; cloudwego/eino issue 994 and QwenLM/qwen-code issue 7659 ("does not support
/// being set to required or object in thinking mode") of DashScope, and presenton/presenton issue 184 ("Json mode
/// response is not supported when enable_thinking is true"), QwenLM/qwen-code pull request 2028 ("Invalid value:
/// file"); vectorize-io/hindsight issue 4246 ("Tool choice must be auto"), zai-org/ChatGLM3 issue 798 (one stop
/// sequence) and agentscope-ai/agentscope-java pull request 2316 (temperature up to 1) of Zhipu; vercel/ai,
/// packages/mistral and packages/xai, convert-to-*-chat-messages.ts (document_url; no files); zed-industries/zed issue
/// 32946 and anomalyco/opencode issue 4909 of the 128 tools. Read 2026-11-28: hexdocs.pm, Nexlm.Providers.Groq (one
/// answer), docs.rs, ds-api (DeepSeek's requests have no n) and ollama/ollama, docs/openai.md (no n);
/// lmstudio-ai/lmstudio-bug-tracker issue 189 ("must be 'json_schema'"); MiniMax-AI/MiniMax-M2.5 issue 4 and MiniMax-M2
/// issue 114 (response_format is not read); docs.camel-ai.org, MinimaxConfig (n is 1); docs.bigmodel.cn, "Chat
/// completions" (no n); docs.ollama.com, "OpenAI compatibility" (no n); inference-docs.cerebras.ai, "Chat completions"
/// (no n; json_schema and parallel_tool_calls are there).
struct ChatQuirks {
    bool systemRoleOnly = false;   ///< "system_role": the role "developer" is not supported
    bool isForeign = false;        ///< "foreign_signatures": features that only OpenAI has are not supported
    bool echoesReasoning = false;  ///< "echo_reasoning": messages with calls must include their reasoning_content
    bool echoesAll = false;        ///< "echo_all_reasoning": if one message has calls, all assistant messages must
    bool stringContent = false;    ///< "string_content": texts in parts are not read, so they are joined to a string
    bool stringTurns = false;      ///< "string_turns": the same, in assistant and tool messages only
    bool noRequiredTool = false;   ///< "no_required_tool": tool_choice "required" is rejected
    bool autoChoice = false;       ///< "auto_tool_choice": tool_choice other than "auto" is rejected
    bool functionsOnly = false;    ///< "functions_only": tools of other types are rejected
    bool noJson = false;           ///< "no_json": response_format is not supported or not honoured
    bool noSchema = false;         ///< "no_schema": response_format supports json_object only
    bool schemaOnly = false;       ///< "schema_only": response_format supports json_schema and text only
    bool thinksUnforced = false;   ///< "thinks_unforced": no tool can be required while thinking is enabled
    bool jsonUnthinking = false;   ///< "json_unthinking": JSON output is not available while thinking is enabled
    bool oneStop = false;          ///< "one_stop": a single stop sequence is supported
    bool oneAnswer = false;        ///< "one_answer": n above 1 is rejected or ignored
    bool noFiles = false;          ///< "no_files": content of type "file" is rejected
    bool documentUrls = false;     ///< "document_url": a PDF is content of that type, by URL or as data
    bool noUser = false;           ///< "no_user": the field "user" is rejected
    bool noTools = false;          ///< "no_tools": tools are not supported
    bool jsonOrTools = false;      ///< "json_or_tools": response_format is supported only without tools
    bool answersTools = false; ///< "answers_tools": an assistant message must come between a tool message and a user message
    bool marksBegun = false;       ///< "marks_begun": an assistant message may be last only with "prefix"
    bool toolsTo128 = false;       ///< "tools_to_128": at most 128 tools are supported
    bool shortCallIds = false;     ///< "short_call_ids": ids of 9 letters and digits
    bool temperatureTo1 = false;   ///< "temperature_to_1": temperature from 0 to 1
    bool warmChoices = false;      ///< "warm_choices": several answers require a temperature of at least 0.3
    bool fixedSampling = false;    ///< "fixed_sampling": reasoning models reject values other than their own

    bool plainMessages = false;    ///< "no_reasoning_content": messages with reasoning are rejected
    bool takesCacheControl = false; ///< "cache_control": supported inside content
    bool splitsReasoning = false;  ///< "reasoning_split": reasoning is separated from the text if requested

    // How thinking is switched on and off; see thinking_field.h.
    bool thinkingSwitch = false;   ///< "thinking_switch"
    bool thinkingAdaptive = false; ///< "thinking_adaptive"
    bool thinkingFlag = false;     ///< "thinking_flag"

    bool any() const { return *this != ChatQuirks{}; }
    bool operator==(const ChatQuirks&) const = default;
};

/// What has to be known about a request in addition to its body. Must outlive every object it is passed to.
struct QuirkFacts {
    ReasoningScope thoughts; ///< of the consumer
    std::optional<bool> canThink = std::nullopt; ///< the model has a thinking mode; empty: unknown
    /// The reasoning that a client of another format asked for; null: it is the client's own request.
    const Reasoning* asked = nullptr;
    bool isOwn = false; ///< the reasoning parameters are in OpenAI chat's own terms, from a client that knows the target
};

/// Sets the quirk of that name; false if there is none.
bool setQuirk(ChatQuirks& quirks, std::string_view name);

/// Whether a request's raw body may contain something that they affect. Searches the text without parsing it.
bool mayConcern(const ChatQuirks& quirks, std::string_view body);

/// Changes a request so that the provider accepts it. Losses are reported.
void applyQuirks(const ChatQuirks& quirks, const QuirkFacts& facts, Json& body, Losses& losses);

} // namespace gateway::protocol
