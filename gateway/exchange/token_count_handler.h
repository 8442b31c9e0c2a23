#pragma once

#include "client_reply.h"
#include "exchange_state.h"
#include "request_admission.h"
#include "request_planning.h"

#include "gateway/exchange/attempts/inquiry.h"
#include "gateway/loop/task.h"

#include <optional>
#include <string>

namespace gateway::exchange {

/// Answers how many tokens a request has: by the target's own count if it offers one, otherwise by ours. Gateway
/// thread.
class TokenCountHandler {
public:
    /// All must outlive this object.
    TokenCountHandler(ExchangeState& state, ClientReply& reply, const RequestAdmission& admission, RequestPlanning& planning);

    /// Counts the request, if the caller may.
    Task<> count();

private:
    Task<std::optional<std::string>> countElsewhere(std::string& model);
    Task<> countHere(std::string model);
    void noteCounted(const Target& target, const Access& access, TimePoint begun);
    void respondCount(http::Headers headers, const std::string& body);

    ExchangeState& m_state;
    ClientReply& m_reply;
    const RequestAdmission& m_admission;
    RequestPlanning& m_planning;
    const config::RouteSettings* m_route = nullptr; // of the target that counted
};

} // namespace gateway::exchange
