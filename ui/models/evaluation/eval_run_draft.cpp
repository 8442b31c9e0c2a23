#include "eval_run_draft.h"

#include "eval_text.h"
#include "model_lookup.h"

#include "gateway/evaluation/preparation/run_preparation.h"

#include <tuple>
#include <utility>

namespace ui::models {

using namespace gateway::evaluation;
using gateway::Result;
using gateway::usage::AskThread;

namespace {

Result<RunEstimate> estimateOf(const RunPlan& plan, const Dataset& dataset, const gateway::config::Settings& settings, const QString& dataDir, const QString& ledger)
{
    const auto facts = lookUpModels(modelsOf(plan, dataset), settings, dataDir, ledger);
    if (!facts) return gateway::failure(facts.error());
    return gateway::evaluation::estimate(plan, dataset, facts->estimates, facts->rate);
}

/// Whether one estimate is good for both.
bool hasSameCost(const RunPlan& a, const RunPlan& b)
{
    const auto facts = [](const RunPlan& plan) { return std::tie(plan.targets, plan.samples, plan.concurrency, plan.judge, plan.rubric, plan.isPairs, plan.skipBroken, plan.currency); };
    return facts(a) == facts(b);
}

} // namespace

EvalRunDraft::EvalRunDraft(const Access& access, QObject* parent, std::chrono::milliseconds pause) : QObject(parent), m_access(access), m_thread(QStringLiteral("estimate"))
{
    m_pause.setSingleShot(true);
    m_pause.setInterval(pause);
    connect(&m_pause, &QTimer::timeout, this, &EvalRunDraft::compute);
}

void EvalRunDraft::setDataset(const QString& path)
{
    m_thread.forget();
    m_path = path;
    m_dataset.reset();
    m_datasetError.reset();
    m_estimate.reset();
    m_estimateError.reset();
    m_isEstimating = false;
    m_isReading = !path.isEmpty();
    if (m_isReading)
        m_thread.ask<Dataset>([path](const AskThread::Stop&) { return Dataset::open(path); }, this, [this](Result<Dataset> dataset) {
            m_isReading = false;
            if (dataset) m_dataset = std::make_shared<const Dataset>(std::move(*dataset));
            else m_datasetError = dataset.error();
            schedule();
        });
    Q_EMIT changed();
}

void EvalRunDraft::setPlan(const RunPlan& plan)
{
    const bool isSame = hasSameCost(m_plan, plan);
    m_plan = plan;
    if (isSame) Q_EMIT changed();
    else schedule();
}

void EvalRunDraft::schedule()
{
    const bool isPossible = m_dataset && m_dataset->rowCount() > 0 && !m_plan.targets.empty();
    m_isEstimating = isPossible;
    if (isPossible) {
        m_pause.start();
    } else {
        m_pause.stop();
        m_estimate.reset();
        m_estimateError.reset();
    }
    Q_EMIT changed();
}

void EvalRunDraft::compute()
{
    m_thread.forget();
    RunPlan plan = m_plan;
    gateway::evaluation::setDataset(plan, *m_dataset);
    m_thread.ask<RunEstimate>([plan, dataset = m_dataset, settings = m_access.configuration().settings(), folder = m_access.control().dataDir(), ledger = m_access.requests().usageFile()](
                                  const AskThread::Stop&) { return estimateOf(plan, *dataset, settings, folder, ledger); },
        this, [this](Result<RunEstimate> estimate) {
            m_isEstimating = m_pause.isActive();
            m_estimate.reset();
            m_estimateError.reset();
            if (estimate) m_estimate = std::move(*estimate);
            else m_estimateError = estimate.error();
            Q_EMIT changed();
        });
}

QString EvalRunDraft::obstacle() const
{
    if (m_path.isEmpty()) return tr("Choose a dataset.");
    if (m_isReading) return tr("The dataset is being read.");
    if (m_datasetError) return EvalText::error(*m_datasetError);
    const auto obstacle = obstacleOf(m_plan, *m_dataset);
    if (obstacle == RunObstacle::BrokenRows || obstacle == RunObstacle::NoRows) return EvalText::obstacle(*obstacle, *m_dataset);
    if (m_plan.targets.empty()) return tr("Choose at least one target.");
    if (obstacle) return EvalText::obstacle(*obstacle, *m_dataset);
    if (m_isEstimating) return tr("The cost is being estimated.");
    if (m_estimateError) return EvalText::error(*m_estimateError);
    if (m_estimate && !m_estimate->unpriced.empty() && !m_plan.allowsUnpriced)
        return tr("The price of %1 is unknown. Allow unpriced models, or set a price in the settings.").arg(QString::fromStdString(m_estimate->unpriced.front()));
    return {};
}

} // namespace ui::models
