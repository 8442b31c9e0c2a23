#pragma once

#include "gateway/protocol/conversation/codec.h"

#include <memory>
#include <string_view>
#include <utility>
#include <vector>

namespace gateway::protocol {

/// A decoder that modifies the events of another one. One thread.
class EventFilter : public AnswerDecoder {
public:
    explicit EventFilter(std::unique_ptr<AnswerDecoder> decoder) : m_decoder(std::move(decoder)) { }

    void feed(std::string_view piece, std::vector<AnswerEvent>& events) override
    {
        m_decoder->feed(piece, m_read);
        takeAll(events);
        pieceTaken(events);
    }

    void finish(std::vector<AnswerEvent>& events) override
    {
        m_decoder->finish(m_read);
        takeAll(events);
        ended(events);
    }

protected:
    virtual void take(AnswerEvent event, std::vector<AnswerEvent>& events) = 0;
    /// Called after all events of a piece.
    virtual void pieceTaken(std::vector<AnswerEvent>& /*events*/) { }
    /// Called when the body has ended.
    virtual void ended(std::vector<AnswerEvent>& /*events*/) { }

    /// Renumbers `event` as belonging to the last part that was sent to the client; `told` is the number of parts sent
    /// so far.
    static void number(AnswerEvent& event, int& told)
    {
        if (auto* const begun = std::get_if<PartBegun>(&event))
            begun->part = told++;
        else if (auto* const grew = std::get_if<PartGrew>(&event))
            grew->part = told - 1;
        else if (auto* const ended = std::get_if<PartEnded>(&event))
            ended->part = told - 1;
    }

private:
    void takeAll(std::vector<AnswerEvent>& events)
    {
        for (AnswerEvent& event : std::exchange(m_read, {}))
            take(std::move(event), events);
    }

    std::unique_ptr<AnswerDecoder> m_decoder;
    std::vector<AnswerEvent> m_read;
};

} // namespace gateway::protocol
