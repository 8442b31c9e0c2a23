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

// What is common to the codecs of formats that have only functions as tools, no namespaces, and only plain text as
// reasoning (Ollama, Cohere).

/// A tool as a function. A free-form tool takes its text as a string argument "input".
struct FunctionTool {
    std::string name; ///< with its namespace: "group__name"
    std::string description;
    Json parameters; ///< always an object schema
    std::optional<bool> strict;
};

/// The functions that the model may use: those that the tool choice allows, or only the one that it names. Built-in
/// tools are a loss.
std::vector<FunctionTool> functionsOf(const Conversation& conversation, Losses& losses);
/// All of `tools`, as a client of the same format wrote them.
std::vector<FunctionTool> functionsAsWritten(const std::vector<Tool>& tools);

/// The visible text of a reasoning part: its text or its summary.
std::string shownText(const Thinking& thinking);

/// Reports reasoning that is encrypted, or only signed: only its creator can read it.
void reportSealed(const Thinking& thinking, Losses& losses);

/// A tool result as one text; media are dropped.
std::string textOf(const ToolResult& result);

/// Reports what these formats have no field for: end user, metadata, service tier, prompt cache, storing, logit bias,
/// participant names.
void reportUnheard(const Conversation& conversation, Losses& losses);
/// Reports the top-level fields that are not among `known`.
void reportExtras(const Conversation& conversation, std::span<const std::string_view> known, Losses& losses);

/// An InvalidRequest about `param`; `what` follows it.
tl::unexpected<Error> refusal(const std::string& param, const Sentence& what);
/// "messages[3]"
std::string messagePath(std::size_t index);

} // namespace gateway::protocol::plain
