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

/// What a conversation's request needs, apart from an answer, that not every host of its API supports.
struct RequiredCapabilities {
    /// Responses: a response or an item is to be stored or was stored before, or more than a response is to be created
    bool state = false;
    /// Responses: the input has items of tools other than functions, defines tools, or contains messages between agents
    bool toolItems = false;
    bool oneCall = false;    ///< at most one tool call at a time
    bool severalAnswers = false;
    /// Tools, or a choice among them, that only the API's vendor knows: free-form tools, namespaces, tool search; not
    /// those that other hosts run, too (web_search).
    bool makersTools = false;
    bool forcedCall = false;  ///< a tool call is required
    bool formBesideTools = false; ///< OpenAI's chat and Responses: JSON output is requested and tools are offered
    /// Responses and Messages: the types of tools other than functions, each once; kAnyTool stands for any.
    std::vector<std::string> toolTypes = {};
    bool json = false;        ///< OpenAI's chat: JSON output
    bool schema = false;      ///< ... that follows a schema
    std::size_t stops = 0;    ///< OpenAI's chat: the number of stop sequences
    bool stopsHere = false;   ///< some target of this request accepts fewer stop sequences; known once it is planned

    bool operator==(const RequiredCapabilities&) const = default;
};

/// The requirements of a request in the format of `client`. `body` is what `request` was read from. Searches the whole
/// body for Responses, and a few fields for other formats. Source: OpenAI API reference, "Create a model response"
/// (`store` defaults to true), n and parallel_tool_calls; read 2026-11-22. "Function calling" (custom tools,
/// allowed_tools), openai/codex, codex-rs/tools (namespace, tool_search); read 2026-11-28. Anthropic API reference,
/// tool_choice.disable_parallel_tool_use; read 2026-11-28.
RequiredCapabilities requiredCapabilities(protocol::Format client, const protocol::RequestOutline& request, std::string_view body);

/// The tools of a request as it lists them, with the type that the format uses for a function that the client runs.
struct RequestTools {
    Json list = Json::array();
    std::string_view plainType = {}; ///< "function", "custom"
    std::string_view schemaField = {}; ///< the field that makes a tool of any type a function; empty: there is none

    /// Empty if `tool` is a function.
    std::string_view otherType(const Json& tool) const;
};

/// The tools of a Responses or Messages request; empty for other formats and if the field is not a list.
RequestTools requestTools(protocol::Format client, const protocol::RequestOutline& request, std::string_view body);

/// Whether a Responses request needs something stored at its host, or is to run in the background. That the response
/// may be stored does not count.
bool goesOnAtHost(const protocol::RequestOutline& request, std::string_view body);

/// Whether only a host that accepts all tools of a Responses or Messages request can answer it: no other tool may be
/// called, its tool choice names one that is not a function, or it runs in the background or within a stored
/// conversation, which only its own API supports.
bool needsHostedTools(protocol::Format client, const protocol::RequestOutline& request, std::string_view body);

/// Whether one of `items`, a list of Responses items, makes `toolItems` required.
bool holdsToolItems(const Json& items);

/// Whether a host that speaks the Responses or Messages API with these quirks meets all requirements; a host of another
/// format does. Sources: ollama/ollama, openai/openai.go and anthropic/anthropic.go (neither field is read);
/// vllm-project/vllm, entrypoints/anthropic/protocol.py. Read 2026-11-28.
bool isMetBy(protocol::Format host, const protocol::FormatQuirks& quirks, const RequiredCapabilities& required);

} // namespace gateway::exchange
