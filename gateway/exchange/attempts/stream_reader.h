#pragma once

#include "request_writer.h"
#include "response_saver.h"

#include "gateway/protocol/conversation/event_meter.h"
#include "gateway/protocol/metering/stream_meter.h"

#include <functional>
#include <memory>
#include <string>

namespace gateway::exchange {

/// Creates the readers of an exchange's streams other than plain chat, which also write them for the client. Gateway
/// thread.
class StreamReader {
public:
    /// What the reader works with; all must outlive it and its streams.
    struct Sources {
        const secrets::Redactor& redactor;
        const AccessChoice& access;
        ClientConversation& conversation;
        const RequestWriter& requests;
        ResponseSaver& saver;
    };
    StreamReader(Sources sources, const ClientRequest& request);

    /// `owed`: set to the id of an answer created in the background for as long as its usage is not reported.
    std::unique_ptr<protocol::StreamMeter> meterFor(const Target& target, std::string& owed);

private:
    std::unique_ptr<protocol::StreamMeter> passedMeter() const;
    void decode(const Target& target, const Access& access, protocol::EventMeter::Parts& parts) const;
    std::function<void(protocol::AnswerEvent&)> watchOf(const Target& target, const Access& access, std::string& owed);

    const Sources m_sources;
    const ClientRequest& m_request;
};

} // namespace gateway::exchange
