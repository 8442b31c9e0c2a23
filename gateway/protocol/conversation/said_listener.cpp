#include "said_listener.h"

#include "answer_builder.h"

#include <algorithm>
#include <optional>
#include <variant>

namespace gateway::protocol {

namespace {

using Said = SaidText::What;

/// Empty if it is not a text.
std::optional<Said> whatOf(const Content& content, bool hasCallText)
{
    if (std::holds_alternative<Text>(content))
        return Said::Plain;
    if (std::holds_alternative<Refusal>(content))
        return Said::Declined;
    if (std::holds_alternative<Thinking>(content))
        return Said::Thought;
    if (const auto* const call = std::get_if<ToolCall>(&content))
        return call->isFreeForm || hasCallText ? Said::Arguments : Said::ArgumentObject;
    return std::nullopt;
}

} // namespace

void SaidListener::hear(const AnswerEvent& event)
{
    if (const auto* const begun = std::get_if<PartBegun>(&event))
        hear(*begun);
    else if (const auto* const grew = std::get_if<PartGrew>(&event))
        hear(*grew);
}

void SaidListener::hear(const PartBegun& begun)
{
    std::erase_if(m_open, [&](const auto& open) { return open.first == begun.choice; });
    const auto what = whatOf(begun.content, m_hasCallText);
    if (!what) {
        m_said.addOther();
        return;
    }
    m_open.emplace_back(begun.choice, *what);
    if (const auto* const text = std::get_if<Text>(&begun.content); text && !text->text.empty())
        m_said.add(begun.choice, begun.part, *what, text->text);
    if (const auto* const call = std::get_if<ToolCall>(&begun.content)) {
        m_said.add(begun.choice, begun.part, Said::CallName, call->name);
        m_said.add(begun.choice, begun.part, *what, call->input);
    }
}

void SaidListener::hear(const PartGrew& grew)
{
    using Grown = PartGrew::What;
    if (grew.what == Grown::Encrypted)
        m_said.addOther();
    const bool isSaid = grew.what == Grown::Text || grew.what == Grown::Input || grew.what == Grown::Summary;
    const auto open = std::ranges::find(m_open, grew.choice, &std::pair<int, Said>::first);
    if (isSaid && open != m_open.end())
        m_said.add(grew.choice, grew.part, open->second, grew.text);
}

SaidText saidIn(const ModelAnswer& answer, Format format)
{
    SaidText said;
    SaidListener listener(said, format);
    for (const AnswerEvent& event : eventsOf(answer))
        listener.hear(event);
    return said;
}

} // namespace gateway::protocol
