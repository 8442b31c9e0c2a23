#include "signing_host.h"

#include <algorithm>

namespace gateway::protocol {

namespace {

constexpr char kEnd = ':';

std::string markOf(std::string_view host) { return std::string(kHostMark) + std::string(host) + kEnd; }

void putBefore(std::string& text, const std::string& mark)
{
    if (!text.empty())
        text.insert(0, mark);
}

bool isMarked(const Part& part)
{
    const auto* const thinking = std::get_if<Thinking>(&part.content);
    return thinking && (isOfHost(thinking->signature) || isOfHost(thinking->encrypted));
}

bool isMarked(const Message& message) { return std::ranges::any_of(message.parts, [](const Part& part) { return isMarked(part); }); }

/// False if it belonged to another host and was removed.
bool unmark(std::string& text, const std::string& mark)
{
    if (text.starts_with(mark))
        text.erase(0, mark.size());
    else if (isOfHost(text))
        text.clear();
    else
        return true;
    return !text.empty();
}

} // namespace

bool keepsHosts(Format format) { return format == Format::Anthropic; }

HostMarker::HostMarker(const std::string& host) : m_mark(host.empty() ? std::string() : markOf(host)) { }

void HostMarker::mark(Thinking& thinking) const
{
    putBefore(thinking.signature, m_mark);
    putBefore(thinking.encrypted, m_mark);
}

void HostMarker::mark(AnswerEvent& event)
{
    if (m_mark.empty())
        return;
    if (auto* const begun = std::get_if<PartBegun>(&event)) {
        auto* const thinking = std::get_if<Thinking>(&begun->content);
        if (!thinking)
            return;
        mark(*thinking);
        if (!thinking->signature.empty() || !thinking->encrypted.empty())
            m_signed = {begun->choice, begun->part};
        return;
    }
    auto* const grew = std::get_if<PartGrew>(&event);
    const bool isSignature = grew && (grew->what == PartGrew::What::Signature || grew->what == PartGrew::What::Encrypted);
    if (!isSignature || grew->text.empty())
        return;
    const std::pair place{grew->choice, grew->part};
    if (std::exchange(m_signed, place) != place)
        putBefore(grew->text, m_mark);
}

void HostMarker::mark(ModelAnswer& answer) const
{
    for (Choice& choice : answer.choices)
        for (Part& part : choice.parts)
            if (auto* const thinking = std::get_if<Thinking>(&part.content))
                mark(*thinking);
}

std::optional<Conversation> withSignaturesOf(std::string_view host, const Conversation& conversation, Losses& losses)
{
    if (std::ranges::none_of(conversation.messages, [](const Message& message) { return isMarked(message); }))
        return std::nullopt;
    const std::string mark = markOf(host);
    Conversation made = conversation;
    for (Message& message : made.messages)
        for (Part& part : message.parts) {
            if (!isMarked(part))
                continue;
            auto& thinking = std::get<Thinking>(part.content);
            const bool isSigned = unmark(thinking.signature, mark);
            const bool isSealed = unmark(thinking.encrypted, mark);
            thinking.isOfTarget = isSigned && isSealed;
            if (!thinking.isOfTarget)
                losses.add("messages: what another provider signed of its thinking");
        }
    // Reasoning that was only a signature is empty without it.
    const auto saysNothing = [](const Part& part) {
        const auto* const thinking = std::get_if<Thinking>(&part.content);
        return thinking && thinking->text.empty() && thinking->summary.empty() && thinking->signature.empty() && thinking->encrypted.empty();
    };
    for (Message& message : made.messages)
        if (!std::ranges::all_of(message.parts, saysNothing))
            std::erase_if(message.parts, saysNothing);
    return made;
}

} // namespace gateway::protocol
