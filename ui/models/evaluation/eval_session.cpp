#include "eval_session.h"

#include "eval_worker.h"

#include "gateway/evaluation/preparation/ledger_costs.h"
#include "gateway/evaluation/runner/gateway_calls.h"

#include <algorithm>
#include <utility>

namespace ui::models {

using namespace gateway::evaluation;

namespace {

/// Without a ledger no cost will ever be known.
class NoCosts final : public CostSource {
public:
    void costsOf(const std::vector<std::string>& exchanges, std::function<void(std::vector<ExchangeCost>)> done) override
    {
        std::vector<ExchangeCost> costs;
        costs.reserve(exchanges.size());
        for (const std::string& exchange : exchanges) costs.push_back({exchange, ExchangeCost::State::None, {}});
        done(std::move(costs));
    }
};

} // namespace

EvalSession::Doors EvalSession::usualDoors()
{
    return {
        [](const QUrl& base, const gateway::Secret& key, const QByteArray& run, const gateway::Clock& clock) -> std::unique_ptr<ModelCalls> {
            return std::make_unique<GatewayCalls>(base, key, run, clock);
        },
        [](const QString& ledger) -> std::unique_ptr<CostSource> {
            if (ledger.isEmpty()) return std::make_unique<NoCosts>();
            return std::make_unique<LedgerCosts>(ledger);
        },
    };
}

EvalSession::EvalSession(const Access& access, Doors doors, QObject* parent) : QObject(parent), m_access(access)
{
    const auto here = [this](auto then) { QMetaObject::invokeMethod(this, std::move(then), Qt::QueuedConnection); };
    EvalWorker::Callbacks callbacks;
    callbacks.begun = [this, here](std::string id) {
        here([this, id = std::move(id)] {
            m_id = id;
            if (m_state == State::Starting) set(State::Running);
            Q_EMIT begun();
        });
    };
    callbacks.progress = [this, here](RunProgress progress) {
        here([this, progress] {
            m_progress = progress;
            Q_EMIT progressed();
        });
    };
    callbacks.ended = [this, here](std::vector<gateway::Error> problems) {
        here([this, problems = std::move(problems)] {
            m_problems = problems;
            set(State::Idle);
            Q_EMIT ended();
        });
    };
    m_worker = new EvalWorker(std::move(doors), std::move(callbacks));
    m_worker->moveToThread(&m_thread);
    connect(&m_thread, &QThread::finished, m_worker, &QObject::deleteLater);
    m_thread.setObjectName(QStringLiteral("evaluation"));
    m_thread.start();
}

EvalSession::~EvalSession()
{
    post([](EvalWorker& worker) {
        worker.abort();
        QThread::currentThread()->quit();
    });
    m_thread.wait();
}

void EvalSession::post(std::function<void(EvalWorker&)> task)
{
    QMetaObject::invokeMethod(m_worker, [worker = m_worker, task = std::move(task)] { task(*worker); }, Qt::QueuedConnection);
}

void EvalSession::set(State state)
{
    if (m_state == state) return;
    m_state = state;
    Q_EMIT stateChanged();
}

QUrl EvalSession::base() const
{
    const auto& urls = m_access.control().status().urls;
    const auto found = std::ranges::find_if(urls, [](const std::string& url) { return url.starts_with("http://"); });
    return found == urls.end() ? QUrl() : QUrl(QString::fromStdString(*found) + QStringLiteral("/v1"));
}

QString EvalSession::obstacle() const
{
    if (!isIdle()) return tr("Another run is in progress.");
    return base().isEmpty() ? tr("The gateway is not listening.") : QString();
}

void EvalSession::start(const RunPlan& plan, std::shared_ptr<const Dataset> dataset)
{
    if (!isIdle()) return;
    m_problems.clear();
    m_id.clear();
    m_progress = {};
    m_progress.total = dataset->rowCount() * plan.targets.size() * static_cast<std::size_t>(plan.samples);
    set(State::Starting);
    post([job = EvalWorker::Job{plan, std::move(dataset), {}, {}, m_access.control().dataDir(), m_access.requests().usageFile(), base(), m_access.control().ownKey(),
              m_access.configuration().settings()}](EvalWorker& worker) { worker.begin(job); });
}

void EvalSession::resume(const std::string& id, const ResumeChanges& changes)
{
    if (!isIdle()) return;
    m_problems.clear();
    m_id = id;
    m_progress = {};
    set(State::Starting);
    post([job = EvalWorker::Job{{}, nullptr, id, changes, m_access.control().dataDir(), m_access.requests().usageFile(), base(), m_access.control().ownKey(),
              m_access.configuration().settings()}](EvalWorker& worker) { worker.begin(job); });
}

void EvalSession::pause()
{
    if (m_state != State::Running) return;
    set(State::Paused);
    post([](EvalWorker& worker) { worker.pause(); });
}

void EvalSession::goOn()
{
    if (m_state != State::Paused) return;
    set(State::Running);
    post([](EvalWorker& worker) { worker.resume(); });
}

void EvalSession::stop()
{
    if (isIdle()) return;
    set(State::Stopping);
    post([](EvalWorker& worker) { worker.stop(); });
}

} // namespace ui::models
