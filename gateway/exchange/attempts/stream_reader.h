#pragma once

#include "request_writer.h"
#include "response_saver.h"

#include "gateway/protocol/conversation/event_meter.h"
#include "gateway/protocol/metering/stream_meter.h"

#include <functional>
#include <memory>
#include <string>

namespace gateway::exchange {

/// Makes what reads the streams of an exchange's targets that are not plain chat, and writes them for its client.
/// Gateway thread.
class StreamReader {
public:
    /// What it works with; all of it must outlive it, and the streams that it is for.
    struct Sources {
        const secrets::Redactor& redactor;
        const AccessChoice& access;
        ClientConversation& conversation;
        const RequestWriter& requests;
        ResponseSaver& saver;
    };
    StreamReader(Sources sources, const ClientRequest& request);

    /// `owed`: then the id of an answer that is made in the background, for as long as what it uses is not told.
    std::unique_ptr<protocol::StreamMeter> meterFor(const Target& target, std::string& owed);

private:
    std::unique_ptr<protocol::StreamMeter> passedMeter() const;
    void decode(const Target& target, const Access& access, protocol::EventMeter::Parts& parts) const;
    std::function<void(protocol::AnswerEvent&)> watchOf(const Target& target, const Access& access, std::string& owed);

    const Sources m_sources;
    const ClientRequest& m_request;
};

} // namespace gateway::exchange
