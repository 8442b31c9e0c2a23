#pragma once

#include "services.h"
#include "upstream_message.h"

#include "gateway/loop/task.h"

#include <string>

namespace gateway::exchange {

/// What a provider answered to a question beside conversations. `body` is whole, its coding undone.
struct InquiryReply {
    int status = 0;
    http::Headers headers;
    std::string body;
};

/// Asks a provider something that is no conversation: how long a request is, what became of a
/// response. Neither health nor balancer learns how it went, and nobody else is asked.
/// Both must outlive the task. Gateway thread.
/// Errors: UpstreamUnreachable, UpstreamTimeout after `atMost`, UpstreamProtocolError.
Task<Result<InquiryReply>> inquire(Services& services, const UpstreamMessage& message, Milliseconds atMost);

} // namespace gateway::exchange
