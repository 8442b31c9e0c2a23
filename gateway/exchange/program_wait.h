#pragma once

#include "gateway/policy/caller_program.h"

#include <memory>

namespace gateway::exchange {

struct ExchangeState;

/// Waits for the program that sent the request of an exchange. Gateway thread.
class ProgramWait final : public policy::CallerProgram {
public:
    /// `state` must outlive this object.
    explicit ProgramWait(const ExchangeState& state)
        : m_state(state)
    {
    }

    Task<std::shared_ptr<const usage::ProcessName>> find() const override;

private:
    const ExchangeState& m_state;
};

} // namespace gateway::exchange
