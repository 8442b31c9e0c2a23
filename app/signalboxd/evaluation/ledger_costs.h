#pragma once

#include "gateway/core/result.h"
#include "gateway/evaluation/runner/cost_source.h"
#include "gateway/evaluation/runs/run_file.h"

#include <QString>

namespace app {

/// Reads costs from the ledger's file, which a gateway may be writing. Main thread; blocks for moments.
class LedgerCosts final : public gateway::evaluation::CostSource {
public:
    explicit LedgerCosts(QString file)
        : m_file(std::move(file))
    {
    }
    void costsOf(const std::vector<std::string>& exchanges, std::function<void(std::vector<gateway::evaluation::ExchangeCost>)> done) override;

private:
    QString m_file;
};

/// Adds to a run the requests that the ledger has of it and the run has not: tries that failed, and what was under way
/// when the program was killed. With them, its costs are those of the ledger. Blocks. Errors: Io.
gateway::Result<void> addLostRequests(gateway::evaluation::RunFile& run, const QString& ledger);

} // namespace app
