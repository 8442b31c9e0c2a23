#pragma once

#include "table_dialog.h"

#include "ui/models/evaluation/eval_run_pair.h"

#include <QPointer>

#include <memory>

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
    /// `pair` is being read. It may be destroyed first, like its page when the window is destroyed; a dialog must not wait
    /// for its thread. The dialog closes it.
    explicit RunPairDialog(models::EvalRunPair& pair, QWidget* parent = nullptr);
    ~RunPairDialog() override;

private:
    void settle();

    QPointer<models::EvalRunPair> m_pair;
};

} // namespace ui::pages
