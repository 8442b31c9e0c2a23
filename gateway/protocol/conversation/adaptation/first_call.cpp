#include "first_call.h"

#include "event_filter.h"

#include <map>
#include <utility>

namespace gateway::protocol {

namespace {

class SingleCallDecoder final : public EventFilter {
public:
    SingleCallDecoder(std::unique_ptr<AnswerDecoder> decoder, std::shared_ptr<StreamMeter::Work> work)
        : EventFilter(std::move(decoder)), m_work(std::move(work))
    {
    }

protected:
    void take(AnswerEvent event, std::vector<AnswerEvent>& events) override
    {
        State* const state = stateOf(event);
        if (state && state->isDropping)
            return;
        if (state)
            number(event, state->parts);
        events.push_back(std::move(event));
    }

private:
    struct State {
        bool hasCalled = false;
        bool isDropping = false; ///< the open part is dropped
        int parts = 0; ///< that were sent
    };

    /// The state of the choice to which the event's part belongs; null if it belongs to none.
    State* stateOf(const AnswerEvent& event)
    {
        if (const auto* const begun = std::get_if<PartBegun>(&event))
            return &begin(*begun);
        if (const auto* const grew = std::get_if<PartGrew>(&event))
            return &m_choices[grew->choice];
        const auto* const ended = std::get_if<PartEnded>(&event);
        return ended ? &m_choices[ended->choice] : nullptr;
    }

    State& begin(const PartBegun& begun)
    {
        State& state = m_choices[begun.choice];
        const bool isCall = std::holds_alternative<ToolCall>(begun.content);
        state.isDropping = isCall && state.hasCalled;
        state.hasCalled |= isCall;
        m_work->droppedCalls += state.isDropping ? 1 : 0;
        return state;
    }

    const std::shared_ptr<StreamMeter::Work> m_work;
    std::map<int, State> m_choices;
};

} // namespace

std::unique_ptr<AnswerDecoder> callingOnce(std::unique_ptr<AnswerDecoder> decoder, std::shared_ptr<StreamMeter::Work> work)
{
    return std::make_unique<SingleCallDecoder>(std::move(decoder), std::move(work));
}

std::size_t keepFirstCalls(ModelAnswer& answer)
{
    std::size_t dropped = 0;
    for (Choice& choice : answer.choices) {
        bool hasCalled = false;
        dropped += std::erase_if(choice.parts, [&hasCalled](const Part& part) {
            return std::holds_alternative<ToolCall>(part.content) && std::exchange(hasCalled, true);
        });
    }
    return dropped;
}

} // namespace gateway::protocol
