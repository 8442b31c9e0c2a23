#pragma once

#include "exchange_state.h"

#include <cstddef>
#include <memory>
#include <string_view>

namespace gateway::exchange {

/// Keeps what is asked and answered where the consumer's settings want that, until they do not any more. Gateway thread.
class ContentCapture {
public:
    /// `state` must outlive it.
    explicit ContentCapture(ExchangeState& state);

    void takeRequest();
    /// What the client gets, piece by piece.
    void takeAnswer(std::string_view piece);
    /// Puts it into the record, without our secrets, which nobody should have sent.
    void note();

private:
    ExchangeState& m_state;
    std::shared_ptr<usage::Content> m_content; // null: none of it is to be kept
    std::size_t m_most = 0; // bytes of a request, and of its answer
};

} // namespace gateway::exchange
