#pragma once

#include "gateway/core/json/json.h"
#include "gateway/protocol/format.h"
#include "gateway/protocol/quirks/format_quirks.h"
#include "gateway/protocol/request_outline.h"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace gateway::exchange {

inline constexpr const char* kAnyTool = "*";

/// What a conversation's request asks for beside an answer that not every host of its API has.
struct RequiredCapabilities {
    bool state = false;      ///< Responses: a response or an item is to be kept, or was; or more than a response is to be made
    bool toolItems = false;  ///< Responses: the input has items of tools that are no functions, brings tools along, or holds messages between agents
    bool oneCall = false;    ///< one tool is to be called at a time
    bool severalAnswers = false;
    bool makersTools = false; ///< tools, or a choice among them, that only the maker of the API knows: free-form ones, groups, searches for tools; not those that other hosts run, too (web_search)
    bool forcedCall = false;  ///< some tool has to be called
    bool formBesideTools = false; ///< OpenAI's chat and Responses: the answer is to be JSON, and tools are offered
    /// Responses and Messages: of tools that are no functions, each once; kAnyTool stands for any.
    std::vector<std::string> toolTypes = {};
    bool json = false;        ///< OpenAI's chat: the answer is JSON
    bool schema = false;      ///< ... that keeps to a schema
    std::size_t stops = 0;    ///< OpenAI's chat: how many sequences end the answer
    bool stopsHere = false;   ///< and some target of this request does not take so many: known once it is planned

    bool operator==(const RequiredCapabilities&) const = default;
};

/// Of a request in the format of `client`. `body` is what `request` was read from. Takes a search of all of the body for
/// Responses, and of a few fields for the others.
/// Source: OpenAI API reference, "Create a model response" (what is not said to be kept is, `store` being true), n and
/// parallel_tool_calls; read 2026-11-22. "Function calling" (custom tools, allowed_tools), openai/codex, codex-rs/tools
/// (namespace, tool_search); read 2026-11-28. Anthropic API reference, tool_choice.disable_parallel_tool_use; read 2026-11-28.
RequiredCapabilities requiredCapabilities(protocol::Format client, const protocol::RequestOutline& request, std::string_view body);

/// The tools of a request as it names them, with the word that the format has for one that the client runs as a function.
struct RequestTools {
    Json list = Json::array();
    std::string_view plainType = {}; ///< "function", "custom"
    std::string_view schemaField = {}; ///< that makes a tool of any type a function; empty: none does

    /// Empty: `tool` is a function.
    std::string_view otherType(const Json& tool) const;
};

/// Of a request of Responses or Messages; those of others, and what is no list, count as none.
RequestTools requestTools(protocol::Format client, const protocol::RequestOutline& request, std::string_view body);

/// Whether a request of Responses needs what was kept at its host, or asks to be made later. That it may be kept does not count.
bool goesOnAtHost(const protocol::RequestOutline& request, std::string_view body);

/// Whether only a host that takes all tools of a request of Responses or Messages can do it: no other tool may be called, its choice
/// names one that is no function, or it is to be made in the background or within a conversation, which is done in its own API alone.
bool needsHostedTools(protocol::Format client, const protocol::RequestOutline& request, std::string_view body);

/// Whether one of `items`, a list of Responses, makes `toolItems` required.
bool holdsToolItems(const Json& items);

/// Whether a host that speaks the Responses or the Messages API with these quirks has all of it; another has it.
/// Sources: ollama/ollama, openai/openai.go and anthropic/anthropic.go (neither field is read); vllm-project/vllm,
/// entrypoints/anthropic/protocol.py. Read 2026-11-28.
bool isMetBy(protocol::Format host, const protocol::FormatQuirks& quirks, const RequiredCapabilities& required);

} // namespace gateway::exchange
