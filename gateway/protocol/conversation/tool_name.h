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

// Formats differ in the tool names they allow. A conversation gets names that suit its target before it is written; in
// the answer, the model's tool name is looked up in the client's request.

/// Distinguishes tools of the same name, because client formats may name each kind separately: chat and Responses allow
/// a custom tool `x` and a function `x`.
enum class ToolSort {
    Function,
    FreeForm,
    Own, ///< a function that its format writes differently, such as tool_search
    BuiltIn,
};

/// Identifies a tool of a request. The texts must outlive it.
struct ToolId {
    std::string_view nameSpace;
    std::string_view name;
    ToolSort sort = ToolSort::Function;
};

ToolSort sortOf(const Tool& tool);
ToolId idOf(const Tool& tool);

/// "namespace__name", or the name alone, for formats without groups of tools.
std::string flatToolName(std::string_view nameSpace, std::string_view name);

/// A copy of `conversation` in which every tool has a name that `target` accepts, wherever it is named; empty if all
/// names are fine. Invalid characters become '_'; names that are too long or would then coincide end in a checksum
/// instead, and so does the later one of two tools with the same client name. Calls of earlier turns get the name of
/// their own tool.
std::optional<Conversation> withToolNamesFor(Format target, const Conversation& conversation);

/// The tool of `request` that a model or a tool choice calls `name`: the original name, the flat one, or one from
/// `withToolNamesFor()`. Null if there is none or no request is available.
const Tool* toolNamed(const Conversation* request, std::string_view name);

/// The same for many look-ups: indexes all tools once.
class ToolFinder {
public:
    /// `tools` must outlive this object unchanged.
    explicit ToolFinder(const std::vector<Tool>& tools);

    const Tool* named(const std::string& name) const;
    /// See `chosenToolName()`.
    std::string chosenName(const std::string& name) const;

private:
    std::unordered_map<std::string, const Tool*> m_tools; // by each of their names
};

/// See `toolNamed()`, for the request of `context`.
const Tool* toolNamed(const AnswerContext& context, const std::string& name);

/// The flat name of the tool that the tool choice of `conversation` calls `name`.
std::string chosenToolName(const Conversation& conversation, const std::string& name);

/// Unambiguous names for tools in a tool choice: the flat name, unless another tool has it.
class ChoiceNames {
public:
    /// `tools` must outlive this object unchanged.
    explicit ChoiceNames(const std::vector<Tool>& tools);
    ~ChoiceNames();
    ChoiceNames(const ChoiceNames&) = delete;
    ChoiceNames& operator=(const ChoiceNames&) = delete;

    /// Does not check that the tool exists.
    std::string nameOf(ToolId id) const;

private:
    struct Names;
    std::unique_ptr<Names> m_names;
};

/// The tools that the tool choice of a conversation allows: those of its list, or all. A name in the list means the
/// tool that `toolNamed()` finds, so that only one of two tools in different namespaces is allowed.
class AllowedTools {
public:
    explicit AllowedTools(const Conversation& conversation);

    /// `tool` is one of the conversation's tools or a copy of one.
    bool holds(const Tool& tool) const;

private:
    using Key = std::tuple<ToolSort, std::string_view, std::string_view>; // views of the conversation's texts
    static Key keyOf(const Tool& tool) { return {sortOf(tool), tool.nameSpace, tool.name}; }

    bool m_holdsAll;
    std::set<Key> m_tools;
};

/// Restores the client's tool name in a call if the target's format required another one. The encoder handles the flat
/// name of a tool in a namespace, since it knows how its format writes one, and the name of a tool that shares its
/// client name with another one, for which `toolNamed()` finds the right one.
void useClientsName(const AnswerContext& context, ToolCall& call);

/// The client's name for the tool of a call, in a format without namespaces; `tool` is null if unknown.
std::string clientsName(const Tool* tool, const ToolCall& call);

} // namespace gateway::protocol
