#pragma once

#include "services.h"
#include "upstream_message.h"

#include "gateway/http/decoded_answer.h"
#include "gateway/loop/task.h"

#include <memory>
#include <optional>
#include <string>

namespace gateway::exchange {

/// What a provider answered to a question beside conversations. `body` is whole, its coding undone.
struct InquiryReply {
    int status = 0;
    http::Headers headers;
    std::string body;
};

/// Its answer as it comes, the coding undone. Where it is, it stays.
class OpenInquiry final {
public:
    /// `lease` is at its head.
    OpenInquiry(http::Lease lease, std::unique_ptr<http::ContentDecoder> decoder);
    OpenInquiry(const OpenInquiry&) = delete;

    http::Answer& answer() { return m_decoded ? static_cast<http::Answer&>(*m_decoded) : *m_lease; }

private:
    http::Lease m_lease;
    std::optional<http::DecodedAnswer> m_decoded;
};

/// Asks a provider something that is no conversation: how long a request is, what became of a
/// response. Neither health nor balancer learns how it went, and nobody else is asked.
/// Both must outlive the task. Gateway thread.
/// Errors: UpstreamUnreachable, UpstreamTimeout after `atMost`, UpstreamProtocolError.
Task<Result<InquiryReply>> inquire(Services& services, const UpstreamMessage& message, Milliseconds atMost);

/// The same up to the head of its answer, and the rest of that.
Task<Result<std::unique_ptr<OpenInquiry>>> openInquiry(Services& services, const UpstreamMessage& message, TimePoint until);
Task<Result<InquiryReply>> readInquiry(Services& services, const UpstreamMessage& message, OpenInquiry& inquiry, TimePoint until);

} // namespace gateway::exchange
