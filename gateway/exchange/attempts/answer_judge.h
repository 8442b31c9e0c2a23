#pragma once

#include "access_choice.h"
#include "attempt_outcome.h"

#include "gateway/http/message.h"
#include "gateway/protocol/metering/stream_meter.h"

#include <string>
#include <string_view>

namespace gateway::exchange {

/// Decides who is to blame for a target's error, and what the client is told about it. Gateway thread.
class AnswerJudge {
public:
    /// What the judge works with; all must outlive it.
    struct Sources {
        const Snapshot& snapshot;
        const Clock& clock;
        const ClientRequest& request;
        AccessChoice& access; ///< is notified when a host lacks an endpoint
    };
    /// `isClientsKey`: the client's own credential was sent.
    AnswerJudge(Sources sources, const Target& target, const Access& access, bool isClientsKey);

    /// What the failure rules say about an answer, or about an error inside one.
    routing::Verdict verdictOn(int status, const http::Headers& headers, std::string_view body) const;
    /// Marks `outcome` as failed, unless the request itself is to blame: then it gets the error but stays undecided.
    /// `isStream`: the error is inside a stream.
    void judge(int status, const http::Headers& headers, std::string_view body, bool isStream, AttemptOutcome& outcome) const;
    /// The same for an answer with a status of 300 or more; `outcome` is then decided except for refusals. `others`:
    /// further statuses that the route does not blame on the client.
    void judgeRefusal(const http::ResponseHead& head, std::string_view body, const std::vector<int>& others, AttemptOutcome& outcome) const;

private:
    ToolRefusal toolRefusalIn(const RefusalWords& refusal, const routing::Verdict& verdict) const;
    bool lacksEndpoint(const RefusalWords& refusal, const routing::Verdict& verdict) const;
    Error errorOf(int status, const routing::Verdict& verdict) const;

    const Sources m_sources;
    const Target& m_target;
    const Access& m_access;
    const bool m_isClientsKey;
};

/// The error in a stream, in the form of the API's error body.
std::string errorInStream(const protocol::StreamMeter& meter);

} // namespace gateway::exchange
