#pragma once

#include "gateway/core/result.h"
#include "gateway/evaluation/datasets/dataset.h"
#include "gateway/evaluation/runner/estimate.h"
#include "gateway/evaluation/runs/run_plan.h"
#include "gateway/usage/search/ask_thread.h"
#include "ui/models/gateway_parts.h"

#include <QObject>
#include <QString>
#include <QTimer>

#include <chrono>
#include <memory>
#include <optional>

namespace ui::models {

/// A new run that is being put together: its dataset, its plan, and an estimate that follows both. Main thread; files are
/// read and tokens are counted in a thread of its own.
class EvalRunDraft final : public QObject {
    Q_OBJECT
public:
    using Access = GatewayParts<GatewayControl, Configuration, Requests>;
    static constexpr std::chrono::milliseconds kPause{300};

    /// `access` must outlive it. `pause`: how long it waits after the last change.
    explicit EvalRunDraft(const Access& access, QObject* parent = nullptr, std::chrono::milliseconds pause = kPause);

    /// Opens the file, also again if it is the same. Empty: none.
    void setDataset(const QString& path);
    const QString& path() const { return m_path; }
    bool isReading() const { return m_isReading; }
    /// Null: none is chosen, it is being read, or it cannot be read.
    const std::shared_ptr<const gateway::evaluation::Dataset>& dataset() const { return m_dataset; }
    const std::optional<gateway::Error>& datasetError() const { return m_datasetError; }

    /// What the form has; id, start and dataset are filled in here and at the start.
    void setPlan(const gateway::evaluation::RunPlan& plan);
    const gateway::evaluation::RunPlan& plan() const { return m_plan; }

    /// Empty: there is not enough for one, or it is being computed for the first time. While a newer one is computed, the
    /// last one stays.
    const std::optional<gateway::evaluation::RunEstimate>& estimate() const { return m_estimate; }

    /// Why the run cannot start, as a sentence that says what to do. Empty: it can.
    QString obstacle() const;

Q_SIGNALS:
    void changed();

private:
    void schedule();
    void compute();

    Access m_access;
    QString m_path;
    bool m_isReading = false;
    std::shared_ptr<const gateway::evaluation::Dataset> m_dataset;
    std::optional<gateway::Error> m_datasetError;
    gateway::evaluation::RunPlan m_plan;
    bool m_isEstimating = false;
    std::optional<gateway::evaluation::RunEstimate> m_estimate;
    std::optional<gateway::Error> m_estimateError; ///< a model that nobody serves, for example
    QTimer m_pause;
    gateway::usage::AskThread m_thread;
};

} // namespace ui::models
