#pragma once

#include "services.h"
#include "upstream_message.h"

#include "gateway/http/decoded_answer.h"
#include "gateway/loop/task.h"

#include <memory>
#include <optional>
#include <string>

namespace gateway::exchange {

/// A provider's answer to a request other than a conversation. `body` is complete and decoded.
struct InquiryReply {
    int status = 0;
    http::Headers headers;
    std::string body;
};

/// A provider's answer as it arrives, decoded. Cannot be moved or copied.
class OpenInquiry final {
public:
    /// `lease` has its head.
    OpenInquiry(http::Lease lease, std::unique_ptr<http::ContentDecoder> decoder);
    OpenInquiry(const OpenInquiry&) = delete;

    http::Answer& answer() { return m_decoded ? static_cast<http::Answer&>(*m_decoded) : *m_lease; }

private:
    http::Lease m_lease;
    std::optional<http::DecodedAnswer> m_decoded;
};

/// Sends a provider a request other than a conversation: for a token count or a stored response. The result is not
/// reported to health or the balancer, and there is no fallback. Both must outlive the task. Gateway thread. Errors:
/// UpstreamUnreachable, UpstreamTimeout after `atMost`, UpstreamProtocolError.
Task<Result<InquiryReply>> inquire(Services& services, const UpstreamMessage& message, Milliseconds atMost);

/// The same in two steps: up to the head of the answer, and the rest of it.
Task<Result<std::unique_ptr<OpenInquiry>>> openInquiry(Services& services, const UpstreamMessage& message, TimePoint until);
Task<Result<InquiryReply>> readInquiry(Services& services, const UpstreamMessage& message, OpenInquiry& inquiry, TimePoint until);

} // namespace gateway::exchange
