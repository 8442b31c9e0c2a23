#pragma once

#include "access_choice.h"
#include "attempt_outcome.h"

#include "gateway/http/message.h"
#include "gateway/protocol/metering/stream_meter.h"

#include <string>
#include <string_view>

namespace gateway::exchange {

/// Says whose fault an error of a target is, and what the client hears of it. Gateway thread.
class AnswerJudge {
public:
    /// What it works with; all of it must outlive it.
    struct Sources {
        const Snapshot& snapshot;
        const Clock& clock;
        const ClientRequest& request;
        AccessChoice& access; ///< hears that a host lacks an endpoint
    };
    /// `isClientsKey`: the client's own authorization went there.
    AnswerJudge(Sources sources, const Target& target, const Access& access, bool isClientsKey);

    /// What the rules say of an answer, or of an error inside of one.
    routing::Verdict verdictOn(int status, const http::Headers& headers, std::string_view body) const;
    /// Fails, unless the request itself is at fault: then `outcome` has the error, and is not decided. `isStream`: it is an error
    /// inside of a stream.
    void judge(int status, const http::Headers& headers, std::string_view body, bool isStream, AttemptOutcome& outcome) const;
    /// The same of an answer with a status of 300 or more; then it is decided but for refusals. `others`: further statuses for which
    /// the route says that they are not the client's fault.
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

/// The error in a stream, as an API's body has it.
std::string errorInStream(const protocol::StreamMeter& meter);

} // namespace gateway::exchange
