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

/// What a request's body says of itself, read from its bytes without building a tree. Gateway thread.
class RequestUnderstanding {
public:
    /// `state`, which it fills in, must outlive it.
    explicit RequestUnderstanding(ExchangeState& state);

    /// Waits for the body. Errors: RequestTooLarge, OverloadedHere, BadRequest, UnsupportedMediaType, InvalidRequest.
    Task<Result<void>> read();
    /// What path and body name by id alone; after `read()`. Errors: InvalidRequest.
    const Result<std::vector<protocol::Reference>>& references() const { return *m_references; }
    /// What it holds of the budget, which small requests do not ask for.
    http::BodyBudget::Share& ownShare();

private:
    std::string payer() const;
    Task<Result<void>> readLarge(QByteArray body);
    Result<void> outline();

    ExchangeState& m_state;
    http::BodyBudget::Share m_share; // what the request's body takes
    std::optional<Result<protocol::RequestOutline>> m_outlined; // by a worker
    std::optional<Result<std::vector<protocol::Reference>>> m_references; // by a worker, or by `outline()`
};

} // namespace gateway::exchange
