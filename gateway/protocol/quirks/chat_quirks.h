#pragma once

#include "gateway/core/json/json.h"
#include "gateway/protocol/conversation/codec.h"
#include "gateway/protocol/conversation/reasoning_memory.h"

#include <optional>
#include <string_view>

namespace gateway::protocol {

/// What a provider that speaks OpenAI's chat wants otherwise than OpenAI does, as data of the
/// catalog has it by name. Sources, read 2026-11-21: the API references "Chat completions" of
/// DeepSeek, Moonshot, Zhipu, MiniMax, Mistral, Alibaba Model Studio; DeepSeek "Thinking Mode";
/// docs.z.ai "Thinking mode"; Kimi "Model parameter reference"; MiniMax "OpenAI API compatible";
/// Alibaba Model Studio "Deep thinking"; openrouter.ai/docs "Prompt caching"; what the transformations
/// of BerriAI/litellm (litellm/llms/*/chat) and anomalyco/opencode issues 24722 and 25000 tell beside. Read 2026-11-22:
/// NousResearch/hermes-agent issue 20154 ("Unexpected role 'user' after role 'tool'") and huggingface/smolagents issue
/// 757 ("Expected last role User or Tool (or Assistant with prefix True)") of Mistral; vercel/ai pull request 16540 of Groq;
/// cloudwego/eino issue 994 and QwenLM/qwen-code issue 7659 ("does not support being set to required or object in
/// thinking mode") of DashScope, and presenton/presenton issue 184 ("Json mode response is not supported when
/// enable_thinking is true"), QwenLM/qwen-code pull request 2028 ("Invalid value: file"); vectorize-io/hindsight issue 4246
/// ("Tool choice must be auto"), zai-org/ChatGLM3 issue 798 (one word to stop) and agentscope-ai/agentscope-java pull request
/// 2316 (temperature up to 1) of Zhipu; vercel/ai, packages/mistral and packages/xai, convert-to-*-chat-messages.ts
/// (document_url; no files); zed-industries/zed issue 32946 and anomalyco/opencode issue 4909 of the 128 tools.
/// Read 2026-11-28: hexdocs.pm, Nexlm.Providers.Groq (one answer), docs.rs, ds-api (DeepSeek's requests have no n) and
/// ollama/ollama, docs/openai.md (no n); lmstudio-ai/lmstudio-bug-tracker issue 189 ("must be 'json_schema'"); MiniMax-AI/MiniMax-M2.5 issue 4 and MiniMax-M2 issue 114
/// (response_format is not read); docs.camel-ai.org, MinimaxConfig (n is 1); docs.bigmodel.cn, "Chat completions" (no n);
/// docs.ollama.com, "OpenAI compatibility" (no n); inference-docs.cerebras.ai, "Chat completions" (no n; json_schema and
/// parallel_tool_calls are there).
struct ChatQuirks {
    bool systemRoleOnly = false;   ///< "system_role": it knows no role "developer"
    bool isForeign = false;        ///< "foreign_signatures": what only the API's maker has is not known
    bool echoesReasoning = false;  ///< "echo_reasoning": messages with calls must bring their reasoning_content
    bool echoesAll = false;        ///< "echo_all_reasoning": where one has calls, all of the assistant's must
    bool stringContent = false;    ///< "string_content": texts in parts are not read; they become one string
    bool stringTurns = false;      ///< "string_turns": the same in messages of the assistant and of tools only
    bool noRequiredTool = false;   ///< "no_required_tool": tool_choice "required" is refused
    bool autoChoice = false;       ///< "auto_tool_choice": tool_choice other than "auto" is refused
    bool functionsOnly = false;    ///< "functions_only": tools of other types are refused
    bool noJson = false;           ///< "no_json": it knows no response_format, or does not keep to one
    bool noSchema = false;         ///< "no_schema": of response_format it knows json_object only
    bool schemaOnly = false;       ///< "schema_only": of response_format it knows json_schema only, beside text
    bool thinksUnforced = false;   ///< "thinks_unforced": while it thinks, no tool can be forced
    bool jsonUnthinking = false;   ///< "json_unthinking": while it thinks, an answer in JSON cannot be asked for
    bool oneStop = false;          ///< "one_stop": it takes one place to stop
    bool oneAnswer = false;        ///< "one_answer": n above 1 is refused, or not read
    bool noFiles = false;          ///< "no_files": content of the type "file" is refused
    bool documentUrls = false;     ///< "document_url": a PDF is content of that type, by its address or as data
    bool noUser = false;           ///< "no_user": the field "user" is refused
    bool noTools = false;          ///< "no_tools": it has none
    bool jsonOrTools = false;      ///< "json_or_tools": it takes a response_format without tools only
    bool answersTools = false;     ///< "answers_tools": behind a tool's message the assistant comes, then the user
    bool marksBegun = false;       ///< "marks_begun": the last message is the assistant's with "prefix" only
    bool toolsTo128 = false;       ///< "tools_to_128": it takes no more of them
    bool shortCallIds = false;     ///< "short_call_ids": of 9 letters and digits
    bool temperatureTo1 = false;   ///< "temperature_to_1": 0 to 1
    bool warmChoices = false;      ///< "warm_choices": several answers want a temperature of 0.3 at least
    bool fixedSampling = false;    ///< "fixed_sampling": models that think refuse values other than their own

    bool plainMessages = false;    ///< "no_reasoning_content": messages with reasoning are refused
    bool takesCacheControl = false; ///< "cache_control": understood inside of content
    bool splitsReasoning = false;  ///< "reasoning_split": thoughts come apart from the text where that is asked for

    // How it is told whether to think; see thinking_field.h.
    bool thinkingSwitch = false;   ///< "thinking_switch"
    bool thinkingAdaptive = false; ///< "thinking_adaptive"
    bool thinkingFlag = false;     ///< "thinking_flag"

    bool any() const { return *this != ChatQuirks{}; }
    bool operator==(const ChatQuirks&) const = default;
};

/// What is to be known of a request beside its body. Must outlive what it is given to.
struct QuirkFacts {
    ReasoningScope thoughts; ///< of the consumer
    std::optional<bool> canThink = std::nullopt; ///< the model has a thinking mode; empty: not known
    const Reasoning* asked = nullptr; ///< what a client of another format said; null: it is the client's own request
    bool isOwn = false; ///< what `asked` was is in the words of OpenAI's chat itself, and its client knows whom it asks
};

/// Sets the one of that name; false: there is none.
bool setQuirk(ChatQuirks& quirks, std::string_view name);

/// Whether a request's raw body may hold something that they concern. A search, no reading.
bool mayConcern(const ChatQuirks& quirks, std::string_view body);

/// Makes a request such that the provider takes it. What cannot be said is reported.
void applyQuirks(const ChatQuirks& quirks, const QuirkFacts& facts, Json& body, Losses& losses);

} // namespace gateway::protocol
