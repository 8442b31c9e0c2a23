#pragma once

#include "codec.h"
#include "conversation.h"

#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace gateway::protocol {

// Formats differ in what a tool may be called. A conversation is given the names that fit
// its target before it is written; of the answer, the model's name for a tool is looked up
// in the client's request.

/// "namespace__name", or the name alone, for formats without groups of tools.
std::string flatToolName(std::string_view nameSpace, std::string_view name);

/// `conversation` with a name that `target` takes for each tool, wherever it is named;
/// nothing: they all have one. Characters that are not taken become '_', and of names that are
/// too long, or would be those of two tools then, the end gives way to a checksum.
std::optional<Conversation> withToolNamesFor(Format target, const Conversation& conversation);

/// The tool of `request` that a model or a choice calls `name`: as it is, flat, or as
/// `withToolNamesFor()` made it. Null: none, or no request is at hand.
const Tool* toolNamed(const Conversation* request, std::string_view name);

/// The same for many names: it looks all tools through once.
class ToolFinder {
public:
    /// `tools` must outlive the finder, unchanged.
    explicit ToolFinder(const std::vector<Tool>& tools);

    const Tool* named(const std::string& name) const;
    /// As `chosenToolName()`.
    std::string chosenName(const std::string& name) const;

private:
    std::unordered_map<std::string, const Tool*> m_tools; // by all names that each has
};

/// As `toolNamed()`, in the request of `context`.
const Tool* toolNamed(const AnswerContext& context, const std::string& name);

/// The flat name of the tool that the choice of `conversation` calls `name`.
std::string chosenToolName(const Conversation& conversation, const std::string& name);

/// Calls it as the client does, where the target's format wanted another name for its tool.
/// A flat name of a tool in a group is left to the encoder, which knows how its format tells of one.
void useClientsName(const AnswerContext& context, ToolCall& call);

} // namespace gateway::protocol
