#pragma once

#include "gateway/protocol/conversation/codec.h"

#include <memory>
#include <string_view>
#include <utility>
#include <vector>

namespace gateway::protocol {

/// A decoder that changes the events of another one. One thread.
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
    /// All events of a piece were taken.
    virtual void pieceTaken(std::vector<AnswerEvent>& /*events*/) { }
    /// The body has ended.
    virtual void ended(std::vector<AnswerEvent>& /*events*/) { }

    /// `event` as one of the part that was told last, of so many as are `told` to the client: parts are numbered as they are told.
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
