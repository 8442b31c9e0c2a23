#pragma once

#include "gateway/protocol/conversation/answer_builder.h"
#include "gateway/protocol/conversation/codec.h"

#include <string>
#include <utility>
#include <vector>

namespace tests {

/// A decoder that emits one event for each piece, and the rest at the end.
class ScriptedDecoder : public gateway::protocol::AnswerDecoder {
public:
    explicit ScriptedDecoder(std::vector<gateway::protocol::AnswerEvent> events) : m_events(std::move(events)) { }

    void feed(std::string_view, std::vector<gateway::protocol::AnswerEvent>& events) override
    {
        if (m_next < m_events.size())
            events.push_back(m_events[m_next++]);
    }

    void finish(std::vector<gateway::protocol::AnswerEvent>& events) override
    {
        while (m_next < m_events.size())
            events.push_back(m_events[m_next++]);
    }

private:
    std::vector<gateway::protocol::AnswerEvent> m_events;
    std::size_t m_next = 0;
};

/// An answer whose text arrives in `pieces`.
inline std::vector<gateway::protocol::AnswerEvent> saidInPieces(const std::vector<std::string>& pieces,
                                                                gateway::protocol::StopReason stop = gateway::protocol::StopReason::Stop)
{
    using namespace gateway::protocol;
    std::vector<AnswerEvent> events{AnswerBegun{}, PartBegun{0, 0, Text{}}};
    for (const std::string& piece : pieces)
        events.emplace_back(PartGrew{0, 0, PartGrew::What::Text, piece, {}, 0});
    events.emplace_back(PartEnded{0, 0});
    events.emplace_back(ChoiceEnded{0, stop, {}, {}});
    UsageReported told;
    told.usage.origin = UsageOrigin::Reported;
    told.usage.output = gateway::Tokens{7};
    events.emplace_back(told);
    events.emplace_back(AnswerEnded{});
    return events;
}

inline std::string textOf(const gateway::protocol::Choice& choice)
{
    std::string all;
    for (const auto& part : choice.parts)
        if (const auto* const text = std::get_if<gateway::protocol::Text>(&part.content))
            all += text->text;
    return all;
}

/// All events of a decoder that is fed as many pieces as `events` requires.
inline std::vector<gateway::protocol::AnswerEvent> allOf(gateway::protocol::AnswerDecoder& decoder, std::size_t pieces)
{
    std::vector<gateway::protocol::AnswerEvent> events;
    for (std::size_t i = 0; i < pieces; ++i)
        decoder.feed("x", events);
    decoder.finish(events);
    return events;
}

inline gateway::protocol::AnswerBuilder built(const std::vector<gateway::protocol::AnswerEvent>& events)
{
    gateway::protocol::AnswerBuilder builder;
    for (const auto& event : events)
        builder.take(event);
    return builder;
}

} // namespace tests
