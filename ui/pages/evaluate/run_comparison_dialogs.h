#pragma once

#include "table_dialog.h"

#include "ui/models/evaluation/eval_run_pair.h"

#include <memory>
#include <string>

namespace ui::pages {

/// All pairs of targets of a run.
class PairsDialog final : public TableDialog {
    Q_OBJECT
public:
    explicit PairsDialog(std::shared_ptr<const gateway::evaluation::RunResults> results, QWidget* parent = nullptr);
};

/// Two runs target by target.
class RunPairDialog final : public TableDialog {
    Q_OBJECT
public:
    /// Differences are `later` - `earlier`. `rate`: to convert costs.
    RunPairDialog(const QString& dataDir, const std::string& later, const std::string& earlier, const gateway::config::ExchangeRate& rate, QWidget* parent = nullptr);

    const models::EvalRunPair& pair() const { return *m_pair; }

private:
    void settle();

    models::EvalRunPair* m_pair;
};

} // namespace ui::pages
