#pragma once

#include "codec.h"
#include "conversation.h"

#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <tuple>
#include <unordered_map>
#include <vector>

namespace gateway::protocol {

// Formats differ in what a tool may be called. A conversation is given the names that fit
// its target before it is written; of the answer, the model's name for a tool is looked up
// in the client's request.

/// What tools of one name differ in, where a client's format calls them by kinds of their own: chat and Responses have a custom `x`
/// beside a function `x`.
enum class ToolSort {
    Function,
    FreeForm,
    Own, ///< a function that its format writes otherwise, such as tool_search
    BuiltIn,
};

/// Which tool of a request is meant. Of texts that must outlive it.
struct ToolId {
    std::string_view nameSpace;
    std::string_view name;
    ToolSort sort = ToolSort::Function;
};

ToolSort sortOf(const Tool& tool);
ToolId idOf(const Tool& tool);

/// "namespace__name", or the name alone, for formats without groups of tools.
std::string flatToolName(std::string_view nameSpace, std::string_view name);

/// `conversation` with a name that `target` takes for each tool, wherever it is named;
/// nothing: they all have one. Characters that are not taken become '_', and of names that are
/// too long, or would be those of two tools then, the end gives way to a checksum; so it does for the later one of two tools that
/// the client calls the same. Calls of earlier turns get the name of their own tool.
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

/// The names by which a choice means one tool and no other: the flat one, unless another tool has that.
class ChoiceNames {
public:
    /// `tools` must outlive it, unchanged.
    explicit ChoiceNames(const std::vector<Tool>& tools);
    ~ChoiceNames();
    ChoiceNames(const ChoiceNames&) = delete;
    ChoiceNames& operator=(const ChoiceNames&) = delete;

    /// Whether there is such a tool is not asked.
    std::string nameOf(ToolId id) const;

private:
    struct Names;
    std::unique_ptr<Names> m_names;
};

/// The tools that the choice of a conversation leaves to the model: those of its list, or all. A name in the list means the
/// tool that `toolNamed()` finds, so that of two that differ in their groups only one is allowed.
class AllowedTools {
public:
    explicit AllowedTools(const Conversation& conversation);

    /// `tool` is one of the conversation's, or a copy of it.
    bool holds(const Tool& tool) const;

private:
    using Key = std::tuple<ToolSort, std::string_view, std::string_view>; // of the conversation's own texts
    static Key keyOf(const Tool& tool) { return {sortOf(tool), tool.nameSpace, tool.name}; }

    bool m_holdsAll;
    std::set<Key> m_tools;
};

/// Calls it as the client does, where the target's format wanted another name for its tool.
/// A flat name of a tool in a group is left to the encoder, which knows how its format tells of one, and so is the name of a
/// tool that shares the client's name with another one: by `toolNamed()` the encoder finds the right one.
void useClientsName(const AnswerContext& context, ToolCall& call);

/// What the client calls the tool of a call, which is `tool` (null: nobody knows it), in a format without groups.
std::string clientsName(const Tool* tool, const ToolCall& call);

} // namespace gateway::protocol
