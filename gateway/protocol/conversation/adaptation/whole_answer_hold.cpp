#include "whole_answer_hold.h"

#include "event_filter.h"

#include <utility>
#include <vector>

namespace gateway::protocol {

namespace {

class HoldingDecoder final : public EventFilter {
public:
    using EventFilter::EventFilter;

protected:
    void take(AnswerEvent event, std::vector<AnswerEvent>& events) override
    {
        if (const auto* const begun = std::get_if<PartBegun>(&event))
            begin(begun->content, events);
        const bool isOfPart = std::holds_alternative<PartBegun>(event) || std::holds_alternative<PartGrew>(event) || std::holds_alternative<PartEnded>(event);
        const bool isEnd = std::holds_alternative<ChoiceEnded>(event) || std::holds_alternative<AnswerEnded>(event)
            || std::holds_alternative<AnswerFailed>(event);
        if (isEnd)
            release(events, true);
        const bool isText = isOfPart && m_isText;
        if (isText && m_known == Known::Answer)
            return;
        if (isOfPart && m_known == Known::Nothing && (isText || !m_held.empty()))
            m_held.push_back({std::move(event), isText});
        else
            tell(std::move(event), events);
    }

    void ended(std::vector<AnswerEvent>& events) override { release(events, true); }

private:
    enum class Known { Nothing, Answer, Others };

    void begin(const Content& content, std::vector<AnswerEvent>& events)
    {
        const auto* const text = std::get_if<Text>(&content);
        m_isText = text && !text->isWholeAnswer;
        if (m_known != Known::Nothing)
            return;
        if (text && text->isWholeAnswer) {
            m_known = Known::Answer;
            release(events, false);
        } else if (std::holds_alternative<ToolCall>(content)) {
            m_known = Known::Others;
            release(events, true);
        }
    }

    void release(std::vector<AnswerEvent>& events, bool withTexts)
    {
        for (Held& each : std::exchange(m_held, {}))
            if (withTexts || !each.isText)
                tell(std::move(each.event), events);
    }

    void tell(AnswerEvent event, std::vector<AnswerEvent>& events)
    {
        number(event, m_parts);
        events.push_back(std::move(event));
    }

    struct Held {
        AnswerEvent event;
        bool isText = false;
    };

    std::vector<Held> m_held;
    Known m_known = Known::Nothing;
    bool m_isText = false; // the open part is a text that is not the answer
    int m_parts = 0; // that were sent
};

} // namespace

std::unique_ptr<AnswerDecoder> holdingTexts(std::unique_ptr<AnswerDecoder> decoder)
{
    return std::make_unique<HoldingDecoder>(std::move(decoder));
}

} // namespace gateway::protocol
