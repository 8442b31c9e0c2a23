#pragma once

#include "body_node.h"
#include "conversation.h"

#include <deque>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace gateway::protocol {

/// A client's word for a type as it may be named in headers, errors and records: at most 64 characters of it, each run of what is
/// not printable ASCII, or would end a list or a quotation, as "?". "unknown" for what is empty, or holds a space and may be words of
/// a prompt.
std::string nameableType(const std::string& type);

/// What Claude Code offers in the place of tools that it has not loaded yet: nobody is to call it.
/// Source: Claude Code 2.1.332, as it behaves. Read 2026-11-27.
inline constexpr std::string_view kDeferredToolPlaceholder = "DeferredToolPlaceholder";

/// How a model is told in words that a tool is offered from there on.
std::string availabilityNotice(const std::string& name);

/// Leaves no tool to the model, where a choice allows those of `tools`, and these are none. That one of them has to be called is
/// a problem then.
void allowNone(const BodyNode& tools, ToolChoice& choice);

/// Works out which tools a conversation offers at its end, where tools come and go within its messages, or are given more than
/// once. Lives as long as the request is read; one thread.
class OfferedTools {
public:
    /// Begins with the tools that `conversation` has. It must outlive this, and its tools stay as they are until `finish()`. Of several
    /// of one name and sort the last is offered, as it is of those within the messages; that there were others is noted in `unknown`.
    /// Vendors refuse them, in their own words: "tools: Tool names must be unique" (Anthropic), "Duplicate function declaration found" (Gemini).
    explicit OfferedTools(Conversation& conversation);

    /// Offers `tool` from here on, in place of one of the same name and sort in the same namespace: that there was another one, which
    /// was offered until then, is noted in `unknown`.
    void add(Tool tool);
    /// Offers a tool again that was known before; false: there is none of that name.
    bool addAgain(std::string_view name);
    void remove(std::string_view name);
    /// Puts the result into the conversation; call it once.
    void finish();

private:
    struct Place {
        const Tool* tool; ///< one of the conversation's, or of `m_added`
        bool isOffered = true;
    };

    const Tool* put(const Tool& tool);
    Place* find(std::string_view name);

    Conversation& m_conversation;
    std::deque<Tool> m_added; // they stay where they are
    std::vector<Place> m_places;
    std::unordered_map<std::string, std::size_t> m_named; // places, by namespace and name: the first
    std::unordered_map<std::string, std::size_t> m_same; // the same, of each sort
    bool m_isChanged = false;
};

} // namespace gateway::protocol
