#pragma once

#include "body_node.h"
#include "conversation.h"

#include <deque>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace gateway::protocol {

/// A type name from a client in a form that headers, errors and records may contain: at most 64 characters, with "?"
/// for each run of characters that are not printable ASCII or would end a list or a quotation. "unknown" if it is
/// empty, or contains a space and so may be prompt text.
std::string nameableType(const std::string& type);

/// Claude Code's placeholder for tools that are not loaded yet, which must not be called. Source: observed behaviour of
/// Claude Code 2.1.332. Read 2026-11-27.
inline constexpr std::string_view kDeferredToolPlaceholder = "DeferredToolPlaceholder";

/// The sentence that informs a model that a tool is offered from here on.
std::string availabilityNotice(const std::string& name);

/// Removes all tools from the choice if the allowed `tools` turn out to be none. If a call is required, that is a
/// problem.
void allowNone(const BodyNode& tools, ToolChoice& choice);

/// Determines which tools a conversation offers at its end if messages add and remove tools, or if tools are defined
/// more than once. Lives as long as the request is read; one thread.
class OfferedTools {
public:
    /// Starts with the tools of `conversation`, which must outlive this object and whose tools must not change until
    /// `finish()`. Of several with the same name and sort the last is offered, as for those in messages; the duplicates
    /// are noted in `unknown`. Vendors reject them, each with its own error: "tools: Tool names must be unique"
    /// (Anthropic), "Duplicate function declaration found" (Gemini).
    explicit OfferedTools(Conversation& conversation);

    /// Offers `tool` from here on, replacing one of the same name and sort in the same namespace; a replaced tool that
    /// was still offered is noted in `unknown`.
    void add(Tool tool);
    /// Offers a known tool again; false if there is none of that name.
    bool addAgain(std::string_view name);
    void remove(std::string_view name);
    /// Writes the result into the conversation; to be called once.
    void finish();

private:
    struct Place {
        const Tool* tool; ///< in the conversation's tools or in `m_added`
        bool isOffered = true;
    };

    const Tool* put(const Tool& tool);
    Place* find(std::string_view name);

    Conversation& m_conversation;
    std::deque<Tool> m_added; // their addresses do not change
    std::vector<Place> m_places;
    std::unordered_map<std::string, std::size_t> m_named; // the first place for each namespace and name
    std::unordered_map<std::string, std::size_t> m_same; // the same, for each sort
    bool m_isChanged = false;
};

} // namespace gateway::protocol
