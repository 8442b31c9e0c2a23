#pragma once

#include "gateway/evaluation/runner/cost_source.h"

#include <QString>

#include <utility>

namespace gateway::evaluation {

/// Reads costs from the ledger's file, which a gateway may be writing. One thread; blocks for moments.
class LedgerCosts final : public CostSource {
public:
    explicit LedgerCosts(QString file)
        : m_file(std::move(file))
    {
    }
    void costsOf(const std::vector<std::string>& exchanges, std::function<void(std::vector<ExchangeCost>)> done) override;

private:
    QString m_file;
};

} // namespace gateway::evaluation
