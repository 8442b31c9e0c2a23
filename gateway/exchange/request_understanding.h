#pragma once

#include "exchange_state.h"

#include "gateway/core/result.h"
#include "gateway/http/body_budget.h"
#include "gateway/loop/task.h"
#include "gateway/protocol/references.h"

#include <QByteArray>

#include <optional>
#include <string>
#include <vector>

namespace gateway::exchange {

/// Reads the outline of a request's body from its bytes, without building a tree. Gateway thread.
class RequestUnderstanding {
public:
    /// Fills in `state`, which must outlive this object.
    explicit RequestUnderstanding(ExchangeState& state);

    /// Waits for the body. Errors: RequestTooLarge, OverloadedHere, BadRequest, UnsupportedMediaType, InvalidRequest.
    Task<Result<void>> read();
    /// What path and body refer to by id only; to be called after `read()`. Errors: InvalidRequest.
    const Result<std::vector<protocol::Reference>>& references() const { return m_references; }
    /// Its share of the body budget, which small requests do not need.
    http::BodyBudget::Share& ownShare();

private:
    std::string payer() const;
    Task<Result<void>> readLarge(QByteArray body);
    Result<void> outline();

    ExchangeState& m_state;
    http::BodyBudget::Share m_share; // for the request's body
    std::optional<protocol::RequestContents> m_contents; // if a worker read them
    Result<std::vector<protocol::Reference>> m_references = std::vector<protocol::Reference>();
};

} // namespace gateway::exchange
