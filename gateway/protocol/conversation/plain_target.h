#pragma once

#include "codec.h"

#include "gateway/core/result.h"

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace gateway::protocol::plain {

// What codecs of formats share that know functions as their only tools, no groups of
// them, and text as the only form of thoughts (Ollama, Cohere).

/// A tool as a function. A free-form one takes its text as a string named "input".
struct FunctionTool {
    std::string name; ///< with its group: "group__name"
    std::string description;
    Json parameters; ///< an object schema, always
    std::optional<bool> strict;
};

/// The functions that the model may use: those of the conversation, of them only what
/// its tool choice allows, the named one alone if it names one. Built-in tools are a loss.
std::vector<FunctionTool> functionsOf(const Conversation& conversation, Losses& losses);
/// All of `tools`, as the client of the very format wrote them.
std::vector<FunctionTool> functionsAsWritten(const std::vector<Tool>& tools);

/// What a format shows of a thought: its text, or the summary of it.
std::string shownText(const Thinking& thinking);

/// Reports a thought that is sealed, or nothing but signed: only who made it can read it.
void reportSealed(const Thinking& thinking, Losses& losses);

/// A tool's result as one text; media are left out.
std::string textOf(const ToolResult& result);

/// Reports what these formats have no word for: the end user, metadata, service tier,
/// prompt cache, storing, logit bias, names of participants.
void reportUnheard(const Conversation& conversation, Losses& losses);
/// Reports the top-level fields that are not among `known`.
void reportExtras(const Conversation& conversation, std::span<const std::string_view> known, Losses& losses);

/// InvalidRequest of `param`; `what` goes on after it.
tl::unexpected<Error> refusal(const std::string& param, const Sentence& what);
/// "messages[3]"
std::string messagePath(std::size_t index);

} // namespace gateway::protocol::plain
