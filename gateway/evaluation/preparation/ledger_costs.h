#pragma once

#include "gateway/core/result.h"
#include "gateway/evaluation/runner/cost_source.h"
#include "gateway/evaluation/runs/run_file.h"

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

/// Adds to a run that has ended the requests of it that are in the ledger but whose answers it has not: those that were
/// under way when a program was killed. They were paid for. A ledger that
/// is missing has none. Blocks. Errors: those of `RunFile` and of the ledger.
Result<void> addLostRequests(RunFile& run, const QString& ledger);

} // namespace gateway::evaluation
